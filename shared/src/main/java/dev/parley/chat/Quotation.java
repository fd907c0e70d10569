package dev.parley.chat;

/// Texts of others in what a model is given.
final class Quotation {
    private Quotation() {}

    /// The text in an element of that name, escaped as in XML, so that nothing in it can end its own quotation.
    static String of(String element, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<" + element + ">" + escaped + "</" + element + ">";
    }
}
