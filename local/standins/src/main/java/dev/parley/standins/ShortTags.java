package dev.parley.standins;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Keeps CloudFormation's short tags as their long form: `!Sub text` becomes the map `{Fn::Sub: text}`, and any tag
/// nobody has heard of is kept the same way.
final class ShortTags extends SafeConstructor {

    ShortTags() {
        super(strict());
        yamlConstructors.put(null, new LongForm());
        // The template's dates (its own version, a policy's) are words, not moments.
        yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
    }

    private static LoaderOptions strict() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return options;
    }

    private static String longName(String tag) {
        return switch (tag) {
            case "!Ref", "!Condition" -> tag.substring(1);
            default -> "Fn::" + tag.substring(1);
        };
    }

    private final class LongForm extends AbstractConstruct {

        @Override
        public Object construct(Node node) {
            var tag = node.getTag().getValue();
            Object value = switch (node) {
                case ScalarNode scalar when tag.equals("!GetAtt") -> attribute(scalar.getValue());
                case ScalarNode scalar -> scalar.getValue();
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new IllegalArgumentException("A tag on " + node.getNodeId());
            };
            return Map.of(longName(tag), value);
        }

        private static List<String> attribute(String path) {
            return List.of(path.split("\\.", 2));
        }
    }
}
