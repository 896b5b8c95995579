package dev.carewire;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** Holds the documents to the code: every link, path, class, test, setting and package that they name exists. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path MAIN = ROOT.resolve("server/src/main/java/dev/carewire");
    private static final Path INDEX = ROOT.resolve("docs/README.md");

    private static final Pattern PATH = Pattern.compile(
            "(?:client-demo|docs|redis|scripts|server)/[\\w./*-]*[\\w*]|[\\w-]+\\.test\\.mjs|[a-z][\\w/]*/[\\w*]+\\.java");

    /** A type, perhaps with its package and with one of its members. */
    private static final Pattern TYPE = Pattern.compile("((?:[a-z]\\w*\\.)*)([A-Z]\\w*[a-z]\\w*)(?:\\.([a-z]\\w*))?");

    private static final Pattern QUALIFIED_TYPE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*[a-z]\\w*");

    /** A test's method, the end of its name perhaps left out. */
    private static final Pattern TEST_METHOD = Pattern.compile("\\b([A-Z]\\w*Test)\\.(?!java\\b)(\\w+)(…?)");

    /** Five words or more, so a test's method or a helper, perhaps without its end. */
    private static final Pattern LONG_NAME = Pattern.compile("(?<![a-z]\\.)\\b[a-z]+(?:[A-Z][a-z0-9]*){4,}");

    private static final Pattern DECLARATION = Pattern.compile("\\b(?:class|enum|interface|record) ([A-Z]\\w*)");
    private static final Pattern DOTTED_NAME = Pattern.compile("[a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)+");

    /** Names of several words that other projects define. */
    private static final Set<String> FOREIGN_TYPES = Set.of(
            "ClientHead", "JavaMonitorEnter", "MaxHeapFreeRatio", "ObjectMapper", "RTCIceCandidateInit", "Thread");

    private static final List<MarkdownFile> DOCUMENTS = documents();

    /** The sources that declare each type. */
    private static final Map<String, Set<Path>> SOURCES = sources();

    @TestFactory
    Stream<DynamicTest> opensWithTwoSentencesOnItsPurpose() {
        return each(document -> document.opening().split("[.:](?= |$)").length >= 2 ? List.of() : List.of("opening"));
    }

    @TestFactory
    Stream<DynamicTest> hasNoBrokenTable() {
        return each(MarkdownFile::brokenTableLines);
    }

    @TestFactory
    Stream<DynamicTest> linksLeadSomewhere() {
        return each(document -> document.links().stream()
                .filter(link -> !link.matches("https?:.*"))
                .filter(link -> !resolves(document, link))
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> pathsExist() {
        return each(document -> document.codeSpans().stream()
                .flatMap(span -> PATH.matcher(span).results().map(MatchResult::group))
                .filter(path -> !exists(path))
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> typesAndTheirMembersExist() {
        return each(document -> Stream.concat(
                        document.codeSpans().stream()
                                .filter(span -> TYPE.matcher(span).matches()),
                        QUALIFIED_TYPE.matcher(document.text()).results().map(MatchResult::group))
                .filter(type -> !isKnownType(type))
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> testsExist() {
        return each(document -> TEST_METHOD
                .matcher(document.text())
                .results()
                .filter(test ->
                        !declares(test.group(1), test.group(2) + (test.group(3).isEmpty() ? "\\(" : "")))
                .map(MatchResult::group)
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> longNamesExist() {
        String code = SOURCES.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .map(DocumentsTest::text)
                .collect(joining());
        return each(document -> LONG_NAME
                .matcher(document.text())
                .results()
                .map(MatchResult::group)
                .filter(name -> !code.contains(name))
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> settingsAndPackagesExist() {
        Map<?, ?> config = new Yaml().load(text(ROOT.resolve("config.yaml")));
        Set<String> known = Stream.of(
                        settings("", config), EventCatalog.ALL.stream().map(EventType::name), packages())
                .flatMap(names -> names)
                .collect(toCollection(TreeSet::new));
        return each(document -> document.codeSpans().stream()
                .filter(span -> DOTTED_NAME.matcher(span).matches())
                .filter(span -> config.containsKey(span.substring(0, span.indexOf('.'))))
                .filter(span -> !known.contains(span))
                .toList());
    }

    @Test
    void theIndexListsEveryDocument() {
        assertThat(MarkdownFile.read(INDEX).links())
                .containsAll(list(INDEX.getParent())
                        .filter(file -> !file.equals(INDEX))
                        .map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".md"))
                        .toList());
    }

    @Test
    void theArchitectureListsEveryPackage() {
        assertThat(MarkdownFile.read(INDEX.resolveSibling("architecture.md")).codeSpans())
                .containsAll(
                        packages().filter(name -> !name.startsWith("dialect.")).toList());
    }

    private static Stream<DynamicTest> each(Function<MarkdownFile, Collection<String>> faults) {
        return DOCUMENTS.stream()
                .map(document -> DynamicTest.dynamicTest(
                        ROOT.relativize(document.path()).toString(),
                        () -> assertThat(faults.apply(document)).isEmpty()));
    }

    private static boolean resolves(MarkdownFile document, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty()
                ? document.path()
                : document.path().resolveSibling(file).normalize();
        return Files.exists(target)
                && (hash < 0 || MarkdownFile.read(target).anchors().contains(link.substring(hash + 1)));
    }

    private static boolean exists(String path) {
        Path home = path.endsWith(".test.mjs") && !path.contains("/")
                ? ROOT.resolve("client-demo/javascript/test")
                : path.matches("[a-z]\\w*/.*\\.java") && !path.startsWith("server/") ? MAIN : ROOT;
        Path file = home.resolve(path);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(file.getParent(), file.getFileName().toString())) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isKnownType(String span) {
        MatchResult type = TYPE.matcher(span).results().findFirst().orElseThrow();
        String name = type.group(2);
        boolean wordOfTheWire =
                name.length() == span.length() && !name.substring(1).matches(".*[A-Z].*");
        if (FOREIGN_TYPES.contains(name) || wordOfTheWire) {
            return true;
        }
        String folder = "/dev/carewire/" + type.group(1).replace('.', '/');
        return SOURCES.getOrDefault(name, Set.of()).stream()
                .anyMatch(source -> source.toString().contains(folder)
                        && (type.group(3) == null
                                || Pattern.compile("\\b" + type.group(3) + "\\b")
                                        .matcher(text(source))
                                        .find()));
    }

    private static boolean declares(String type, String method) {
        return SOURCES.getOrDefault(type, Set.of()).stream()
                .anyMatch(source ->
                        Pattern.compile("\\b" + method).matcher(text(source)).find());
    }

    private static Stream<String> settings(String prefix, Map<?, ?> section) {
        return section.entrySet().stream()
                .flatMap(entry -> entry.getValue() instanceof Map<?, ?> inner
                        ? settings(prefix + entry.getKey() + ".", inner)
                        : Stream.of(prefix + entry.getKey()));
    }

    private static Stream<String> packages() {
        return SOURCES.values().stream()
                .flatMap(Set::stream)
                .filter(source -> source.startsWith(MAIN))
                .map(source -> MAIN.relativize(source.getParent()).toString().replace('/', '.'));
    }

    private static List<MarkdownFile> documents() {
        return Stream.of(
                        "",
                        "docs",
                        "client-demo/examples/express",
                        "client-demo/examples/fastapi",
                        "client-demo/examples/go",
                        "client-demo/examples/nextjs")
                .flatMap(folder -> list(ROOT.resolve(folder)))
                .filter(file -> file.toString().endsWith(".md"))
                .sorted()
                .map(MarkdownFile::read)
                .toList();
    }

    private static Map<String, Set<Path>> sources() {
        Map<String, Set<Path>> sources = new HashMap<>();
        for (String module : List.of("client-demo", "redis", "server")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> DECLARATION
                                .matcher(text(file))
                                .results()
                                .forEach(type -> sources.computeIfAbsent(type.group(1), name -> new TreeSet<>())
                                        .add(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
