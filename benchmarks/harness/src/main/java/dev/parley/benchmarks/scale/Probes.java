package dev.parley.benchmarks.scale;

import dev.parley.benchmarks.metered.Event;
import dev.parley.benchmarks.metered.MeteredParley;
import dev.parley.chat.UserId;
import java.util.List;
import java.util.stream.Stream;

/// The calls that are measured: every list, page by page of ten, and every history, twenty messages a page.
record Probes(MeteredParley parley, UserId owner) {
    private static final int PAGE = 10;
    private static final int STRETCH = 20;

    /// Lists of an owner's sessions, which are so many.
    List<Probe> lists(int sessions) {
        int last = sessions - PAGE;
        int middle = sessions / 2;
        List<Probe> later = List.of(
                chatflow("last page", sessions / PAGE).inCharts(),
                chatbot("from the middle", "skip=" + middle),
                chatbot("last page", "skip=" + last),
                character("last page", "page=" + sessions / PAGE),
                agent("get-all", "last page", "skip=" + last),
                agent("get-by-agent", "last page", "skip=" + last));
        return Stream.concat(firstPages().stream(), later.stream()).toList();
    }

    /// Every list as it begins, in each order and by each filter.
    private List<Probe> firstPages() {
        return List.of(
                chatflow("first page", 1).inCharts(),
                chatbot("first page", "skip=0"),
                chatbot("of a chatbot, first page", "chatbotId=" + Event.ASSISTANT),
                chatbot("by status, first page", "status=ACTIVE"),
                chatbot("by a text that none has", "searchString=nothing").inCharts(),
                character("first page", "page=1"),
                character("of a character, first page", "character_id=1"),
                agent("get-all", "first page", "skip=0").inCharts(),
                agent("get-all", "by activity, first page", "sort_by=last_active"),
                agent("get-by-agent", "first page", "skip=0"));
    }

    /// Histories of an owner's session 1, which has so many messages.
    List<Probe> histories(int messages) {
        int last = messages - Math.min(messages, STRETCH);
        int middle = messages / 2;
        return List.of(
                history("history", "first page", 0).inCharts(),
                history("history", "from the middle", middle),
                history("history", "last page", last).inCharts(),
                history("recent-history", "newest page", 0),
                history("recent-history", "from the middle", middle),
                history("recent-history", "oldest page", last),
                history("get", "first page", 0),
                new Probe("chatbot/get, all, up to 5 MB", parley.event("chatbot/get", owner)).inCharts());
    }

    /// Lists where there are so many sessions of everyone's with the assistant: an administrator's, who sees them
    /// all, and those of an owner who has one page of them.
    List<Probe> everyones(int sessions) {
        List<Probe> administrators = Stream.of(
                        agent("get-by-agent", "first page", "skip=0"),
                        agent("get-by-agent", "last page", "skip=" + (sessions - PAGE)))
                .map(Probe::asAdministrator)
                .toList();
        return Stream.concat(administrators.stream(), firstPages().stream()).toList();
    }

    private Probe chatflow(String what, int page) {
        String body = "{\"chatflowId\": \"" + Event.ASSISTANT + "\", \"page\": " + page + ", \"limit\": " + PAGE + "}";
        return new Probe(
                "chatflow/list, " + what, parley.event("chatflow/list", owner).carrying(body));
    }

    private Probe chatbot(String what, String query) {
        return paged("chatbot/list", what, query + "&limit=" + PAGE);
    }

    private Probe character(String what, String query) {
        return paged("character/list", what, query + "&per_page=" + PAGE);
    }

    private Probe agent(String operation, String what, String query) {
        return paged("agent/" + operation, what, query + "&limit=" + PAGE);
    }

    private Probe history(String operation, String what, int skip) {
        return paged("agent/" + operation, what, "skip=" + skip + "&limit=" + STRETCH);
    }

    private Probe paged(String operation, String what, String query) {
        return new Probe(operation + ", " + what, parley.event(operation, owner).querying(query));
    }
}
