package dev.parley.promises.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.promises.Subject;
import dev.parley.server.ApiClient;
import dev.parley.server.ApiClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A successful answer, told so that two users of whom the same is true are answered alike: without ids, numbers
/// and times.
///
/// @param fields a line for each field: its path and, unless others' doings show in the answer, its value
record Likeness(int status, List<String> fields) {
    private static final String NUMBERED = "id|number|created_on";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";
    private static final String GENERATED_ID = "\\b[0-9a-f]{24}\\b";

    static Likeness of(Answer answer, Subject subject, ApiClient user) {
        List<String> lines = new ArrayList<>();
        told("", "", answer.body(), lines);
        List<String> fields = lines.stream()
                .map(line -> line.replace(user.sub(), "<user>").replace(subject.entry(), "<entry>"))
                .map(line -> line.replaceAll(GENERATED_ID, "<id>").replaceAll(TIME, "<time>"))
                .toList();
        return new Likeness(answer.status(), subject.operation().showsOthers() ? paths(fields) : fields);
    }

    private static List<String> paths(List<String> fields) {
        return fields.stream()
                .map(field -> field.replaceAll(" = .*", "").replaceAll("/\\d+", "/*"))
                .distinct()
                .sorted()
                .toList();
    }

    private static void told(String path, String name, JsonNode node, List<String> lines) {
        if (node.isValueNode() || node.isEmpty()) {
            lines.add(path + " = " + (node.isNumber() && name.matches(NUMBERED) ? "<number>" : node));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            told(path + "/" + i, name, node.path(i), lines);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            told(path + "/" + field.getKey(), field.getKey(), field.getValue(), lines);
        }
    }
}
