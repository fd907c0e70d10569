package dev.parley.chat;

/// What a request says of how an assistant or a profile is shown.
public record CardChanges(
        Change<String> name, Change<String> label, Change<String> description, Change<String> avatarImage) {
    public CardChanges {
        Limit.LABEL.check("name", name);
        Limit.LABEL.check("label", label);
        Limit.PROMPT.check("description", description);
        Limit.LABEL.check("avatar_image", avatarImage);
    }

    Card applyTo(Card card) {
        return new Card(
                name.applyTo(card.name()),
                label.applyTo(card.label()),
                description.applyTo(card.description()),
                avatarImage.applyTo(card.avatarImage()));
    }
}
