package dev.parley.standins;

import java.util.List;

/// The types of SAM's resources, and of their functions' events, of which something is made here. One of another
/// type is passed over; unless that is told, its routes are just not there.
final class KnownTypes {
    static final String FUNCTION = "AWS::Serverless::Function";
    static final String HTTP_API_EVENT = "HttpApi";
    static final String REST_API_EVENT = "Api";
    static final String STREAM_EVENT = "DynamoDB";

    private static final String SERVERLESS = "AWS::Serverless::";
    private static final List<String> RESOURCES =
            List.of(FUNCTION, SERVERLESS + HTTP_API_EVENT, SERVERLESS + REST_API_EVENT);
    private static final List<String> EVENTS = List.of(HTTP_API_EVENT, REST_API_EVENT, STREAM_EVENT);

    private KnownTypes() {}

    /// @throws IllegalStateException whose message is a sentence that names the first of another type
    static void require(Section resources) {
        for (Section resource : resources.sections()) {
            if (resource.text("Type").startsWith(SERVERLESS)) {
                require(resource.name(), resource, RESOURCES);
            }
            if (resource.isOfType(FUNCTION)) {
                resource.section("Properties").optional("Events").stream()
                        .flatMap(events -> events.sections().stream())
                        .forEach(event ->
                                require("the event " + event.name() + " of " + resource.name(), event, EVENTS));
            }
        }
    }

    private static void require(String named, Section section, List<String> known) {
        if (known.stream().noneMatch(section::isOfType)) {
            throw new IllegalStateException("In the template, " + named + " is of the type " + section.text("Type")
                    + "; the types that are known here are " + String.join(", ", known) + ".");
        }
    }
}
