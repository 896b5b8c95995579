package dev.carewire;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.EventCatalog;
import dev.carewire.event.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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
    private static final Path CLIENT_TESTS = ROOT.resolve("client-demo/javascript/test");
    private static final Path INDEX = ROOT.resolve("docs/README.md");

    private static final Pattern REPOSITORY_PATH =
            Pattern.compile("(?:client-demo|docs|redis|scripts|server)/[\\w./*-]*[\\w*]");
    private static final Pattern MAIN_PATH =
            Pattern.compile("(?<![\\w/])(?!server/)[a-z]\\w*(?:/\\w+)*/[\\w*]+\\.java");
    private static final Pattern CLIENT_TEST = Pattern.compile("(?<![\\w/-])[\\w-]+\\.test\\.mjs");

    /** A type, perhaps with its package and with one of its members. */
    private static final Pattern TYPE = Pattern.compile("((?:[a-z]\\w*\\.)*)([A-Z]\\w*[a-z]\\w*)(?:\\.([a-z]\\w*))?");

    private static final Pattern QUALIFIED_TYPE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*[a-z]\\w*");

    /** A test, perhaps with one of its methods; an ellipsis stands for the end of the method's name. */
    private static final Pattern TEST =
            Pattern.compile("(?<![\\w*])([A-Z]\\w+(?:Contract|Test))\\b(?:\\.(?!java\\b)(\\w+)(…?))?");

    /** A name of at least five words: that of a test or a helper, perhaps without its end. */
    private static final Pattern LONG_NAME = Pattern.compile("(?<![a-z]\\.)\\b[a-z]+(?:[A-Z][a-z0-9]*){4,}");

    private static final Pattern DOTTED_NAME = Pattern.compile("[a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)+");

    /** Names of several words that other projects, or the emitters in other languages, define. */
    private static final Set<String> FOREIGN_TYPES = Set.of(
            "CallFailed",
            "ClientHead",
            "ETag",
            "JavaMonitorEnter",
            "MaxHeapFreeRatio",
            "ObjectMapper",
            "RTCIceCandidateInit",
            "Thread");

    private static final SourceIndex SOURCES = new SourceIndex(ROOT);
    private static final List<MarkdownFile> DOCUMENTS = documents();

    @TestFactory
    Stream<DynamicTest> opensWithTwoSentencesOnItsPurpose() {
        return each(document -> document.opening().split("\\.(?= |$)").length >= 2 ? List.of() : List.of("opening"));
    }

    @TestFactory
    Stream<DynamicTest> hasNoBrokenTable() {
        return each(MarkdownFile::brokenTableLines);
    }

    @TestFactory
    Stream<DynamicTest> everyLinkHasATarget() {
        return each(document -> document.links().stream()
                .filter(link -> !link.matches("https?:.*"))
                .filter(link -> !hasTarget(document, link))
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> everyPathExists() {
        return each(document -> Stream.of(
                        missing(document, REPOSITORY_PATH, ROOT),
                        missing(document, MAIN_PATH, MAIN),
                        missing(document, CLIENT_TEST, CLIENT_TESTS))
                .flatMap(paths -> paths)
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> everyTypeAndMemberExists() {
        return each(document -> Stream.concat(
                        document.codeSpans().stream()
                                .filter(span -> TYPE.matcher(span).matches()),
                        find(QUALIFIED_TYPE, document.text()).map(MatchResult::group))
                .filter(type -> !isKnownType(type))
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> everyTestExists() {
        return each(document -> find(TEST, document.text())
                .filter(test -> !SOURCES.declares("", test.group(1), method(test)))
                .map(MatchResult::group)
                .toList());
    }

    private static String method(MatchResult test) {
        String name = test.group(2);
        boolean complete = "".equals(test.group(3));
        return name == null ? "" : complete ? name + "\\(" : name;
    }

    @TestFactory
    Stream<DynamicTest> everyLongNameExists() {
        return each(document -> find(LONG_NAME, document.text())
                .map(MatchResult::group)
                .filter(name -> !SOURCES.contains(name))
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> everySettingAndPackageExists() throws IOException {
        Map<?, ?> config = new Yaml().load(Files.readString(ROOT.resolve("config.yaml")));
        Set<String> known = Stream.of(
                        settings("", config), EventCatalog.ALL.stream().map(EventType::name), packages())
                .flatMap(names -> names)
                .collect(toSet());
        return each(document -> document.codeSpans().stream()
                .filter(span -> DOTTED_NAME.matcher(span).matches())
                .filter(span -> !CLIENT_TEST.matcher(span).matches())
                .filter(span -> config.get(span.substring(0, span.indexOf('.'))) instanceof Map)
                .filter(span -> !known.contains(span))
                .toList());
    }

    @Test
    void theIndexListsEveryDocument() {
        assertThat(MarkdownFile.read(INDEX).links())
                .containsAll(markdownFilesIn(INDEX.getParent())
                        .filter(file -> !file.equals(INDEX))
                        .map(file -> file.getFileName().toString())
                        .toList());
    }

    @Test
    void theArchitectureListsEveryPackage() {
        List<String> listed =
                MarkdownFile.read(INDEX.resolveSibling("architecture.md")).codeSpans();
        assertThat(packages().filter(name -> !name.startsWith("dialect.") && !listed.contains(name)))
                .isEmpty();
    }

    /** The packages of the modules {@code server} and {@code redis}. */
    private static Stream<String> packages() {
        return Stream.concat(
                SOURCES.packages(MAIN), SOURCES.packages(ROOT.resolve("redis/src/main/java/dev/carewire")));
    }

    /** One test per document, which fails with the document's faults. */
    private static Stream<DynamicTest> each(Function<MarkdownFile, Collection<String>> faults) {
        return DOCUMENTS.stream()
                .map(document -> DynamicTest.dynamicTest(
                        ROOT.relativize(document.path()).toString(),
                        () -> assertThat(faults.apply(document)).isEmpty()));
    }

    private static boolean hasTarget(MarkdownFile document, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? document.path()
                : document.path().resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1 || MarkdownFile.read(target).anchors().contains(parts[1]));
    }

    /** The paths in code spans that no file or folder below {@code home} has. */
    private static Stream<String> missing(MarkdownFile document, Pattern paths, Path home) {
        return document.codeSpans().stream()
                .flatMap(span -> find(paths, span))
                .map(MatchResult::group)
                .filter(path -> !exists(home.resolve(path)));
    }

    /** Whether a path exists whose last name may be a glob. */
    private static boolean exists(Path path) {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
            return found.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isKnownType(String span) {
        Matcher type = TYPE.matcher(span);
        if (!type.matches() || FOREIGN_TYPES.contains(type.group(2))) {
            return true;
        }
        boolean singleWord = span.matches("[A-Z][^A-Z.]*");
        String member = type.group(3) == null ? "" : type.group(3) + "\\b";
        return singleWord || SOURCES.declares(type.group(1), type.group(2), member);
    }

    private static Stream<MatchResult> find(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static Stream<String> settings(String prefix, Map<?, ?> section) {
        return section.entrySet().stream()
                .flatMap(entry -> entry.getValue() instanceof Map<?, ?> inner
                        ? settings(prefix + entry.getKey() + ".", inner)
                        : Stream.of(prefix + entry.getKey()));
    }

    private static List<MarkdownFile> documents() {
        return Stream.of(
                        "",
                        "docs",
                        "client-demo/examples/express",
                        "client-demo/examples/fastapi",
                        "client-demo/examples/go",
                        "client-demo/examples/nextjs")
                .flatMap(folder -> markdownFilesIn(ROOT.resolve(folder)))
                .map(MarkdownFile::read)
                .toList();
    }

    private static Stream<Path> markdownFilesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
