package dev.carewire.app.config;

import dev.carewire.setting.SettingType.Shape;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The keys of a YAML file with their texts and lines. Reads only the tree of nodes, without constructing objects. Every
 * value keeps its original text, and each fault names its line.
 */
final class YamlFile {

    /**
     * A key with its text.
     *
     * @param where file and line, for messages
     * @param text as written; the items of a list are joined by commas
     */
    record Entry(String where, String text, Shape shape) {}

    /** Deeper than any key; ends the traversal of recursive aliases. */
    private static final int MAX_DEPTH = 4;

    private final Path file;
    private final Consumer<String> faults;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private YamlFile(Path file, Consumer<String> faults) {
        this.file = file;
        this.faults = faults;
    }

    /** The keys in the order of the file. {@code faults} receives one text per fault. Reads the file. */
    static Map<String, Entry> read(Path file, Consumer<String> faults) {
        YamlFile yaml = new YamlFile(file, faults);
        try (Reader text = Files.newBufferedReader(file)) {
            Node root = new Yaml(new LoaderOptions()).compose(text);
            if (root instanceof MappingNode sections) {
                yaml.walk("", sections, 1);
            } else if (root != null) {
                faults.accept(yaml.where(root) + ": not a configuration (expected: sections with keys)");
            }
        } catch (MarkedYAMLException unreadable) {
            int line = unreadable.getProblemMark() == null
                    ? 1
                    : unreadable.getProblemMark().getLine() + 1;
            faults.accept(file + ":" + line + ": not YAML: " + unreadable.getProblem());
        } catch (YAMLException | IOException unreadable) {
            faults.accept(file + ": unreadable (expected: a YAML file in UTF-8)");
        }
        return yaml.entries;
    }

    private void walk(String prefix, MappingNode section, int depth) {
        for (NodeTuple pair : section.getValue()) {
            if (!(pair.getKeyNode() instanceof ScalarNode name)) {
                faults.accept(where(pair.getKeyNode()) + ": not a key (expected: a name)");
                continue;
            }
            String key = prefix + name.getValue();
            if (pair.getValueNode() instanceof MappingNode nested) {
                if (depth == MAX_DEPTH) {
                    faults.accept(where(name) + ": " + key + ": nested too deep");
                } else {
                    walk(key + ".", nested, depth + 1);
                }
            } else {
                add(key, name, pair.getValueNode());
            }
        }
    }

    private void add(String key, Node name, Node value) {
        List<String> items = new ArrayList<>();
        if (value instanceof ScalarNode scalar) {
            if (scalar.getTag().equals(Tag.NULL) && isSection(key)) {
                return;
            }
            items.add(scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue());
        } else if (value instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    items.add(scalar.getValue());
                } else {
                    faults.accept(where(item) + ": " + key + ": a list within a list (expected: single values)");
                }
            }
        }
        Shape shape = value instanceof SequenceNode ? Shape.LIST : Shape.SINGLE;
        Entry earlier = entries.putIfAbsent(key, new Entry(where(name), String.join(",", items), shape));
        if (earlier != null) {
            faults.accept(where(name) + ": " + key + ": given twice (first: " + earlier.where() + ")");
        }
    }

    /** A section whose keys are all commented out is empty, not invalid. */
    private static boolean isSection(String key) {
        return Settings.ALL.stream().anyMatch(setting -> setting.key().startsWith(key + "."));
    }

    private String where(Node node) {
        return file + ":" + (node.getStartMark().getLine() + 1);
    }
}
