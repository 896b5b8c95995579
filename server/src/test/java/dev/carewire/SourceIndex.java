package dev.carewire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java sources of all modules by the types that they declare. */
final class SourceIndex {

    private static final Pattern DECLARATION = Pattern.compile("\\b(?:class|enum|interface|record) ([A-Z]\\w*)");

    private final List<Source> sources = new ArrayList<>();
    private final Map<String, List<Source>> byType = new HashMap<>();

    private record Source(Path path, String code) {}

    /**
     * Reads all sources.
     *
     * @param root the repository's folder
     */
    SourceIndex(Path root) {
        for (String module : List.of("client-demo", "redis", "server")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    add(new Source(file, Files.readString(file)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void add(Source source) {
        sources.add(source);
        DECLARATION
                .matcher(source.code())
                .results()
                .forEach(type -> byType.computeIfAbsent(type.group(1), name -> new ArrayList<>())
                        .add(source));
    }

    /**
     * Whether a type exists, and its file contains a member.
     *
     * @param qualifier the type's package below {@code dev.carewire} with a final dot, or an empty string for any package
     * @param member a regular expression for the beginning of the member's declaration or use; an empty string matches any file
     */
    boolean declares(String qualifier, String type, String member) {
        String folder = "/dev/carewire/" + qualifier.replace('.', '/');
        Pattern use = Pattern.compile("\\b" + member);
        return byType.getOrDefault(type, List.of()).stream()
                .filter(source -> source.path().toString().contains(folder))
                .anyMatch(source -> use.matcher(source.code()).find());
    }

    /** Whether any source contains a text. */
    boolean contains(String text) {
        return sources.stream().anyMatch(source -> source.code().contains(text));
    }

    /**
     * The packages of the sources in a folder.
     *
     * @param folder the folder of the package to which the names are relative
     */
    Stream<String> packages(Path folder) {
        return sources.stream()
                .map(Source::path)
                .filter(path -> path.startsWith(folder))
                .map(path -> folder.relativize(path.getParent()).toString().replace('/', '.'))
                .distinct();
    }
}
