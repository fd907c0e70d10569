package dev.parley.server;

import java.util.Arrays;
import java.util.List;

/// A segment of a route's path: a literal, or `{name}` for any text but none.
record PathSegment(String name, boolean variable) {
    static List<PathSegment> parse(String path) {
        return Arrays.stream(path.split("/", -1)).map(PathSegment::of).toList();
    }

    /// The decoded segments of a request's path; a slash that is written `%2F` divides nothing.
    static List<String> split(String path) {
        return Arrays.stream(path.split("/", -1)).map(Percent::decode).toList();
    }

    /// Whether a whole path fits a route's.
    static boolean fit(List<PathSegment> path, List<String> asked) {
        if (asked.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < asked.size(); i++) {
            if (!path.get(i).fits(asked.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean fits(String asked) {
        return variable ? !asked.isEmpty() : name.equals(asked);
    }

    private static PathSegment of(String text) {
        boolean variable = text.startsWith("{") && text.endsWith("}");
        return new PathSegment(variable ? text.substring(1, text.length() - 1) : text, variable);
    }
}
