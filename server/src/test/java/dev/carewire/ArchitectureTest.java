package dev.carewire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.carewire.app.config.ClientFamilies;
import dev.carewire.dialect.ClientFamily;
import io.netty.handler.codec.http.HttpObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the table of packages in docs/architecture.md: what each may import. */
class ArchitectureTest {

    private static final String ROOT = "dev.carewire";

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final List<String> FEATURES = List.of(
            "patient",
            "appointment",
            "queue",
            "visit",
            "prescription",
            "billing",
            "task",
            "lab",
            "messaging",
            "call",
            "assistant",
            "transcription",
            "notification",
            "presence",
            "user",
            "vitals",
            "emission",
            "authorization");

    private static final List<String> LANGUAGE = List.of("java..", "org.jspecify..", "org.slf4j..");

    /** Own packages first, then libraries, that each package may import besides itself and the language. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("setting", List.of()),
            Map.entry("memory", List.of()),
            Map.entry("text", List.of()),
            Map.entry("file", own("command")),
            Map.entry("identity", own("text")),
            Map.entry("event", own("identity", "text")),
            Map.entry("command", own("identity", "text")),
            Map.entry("log", own("event", "identity")),
            Map.entry("hub", own("command", "event", "identity", "log", "memory")),
            Map.entry("cluster", own("event", "identity", "log", "text")),
            Map.entry("emit", own("cluster", "event", "identity")),
            Map.entry("rate", List.of("io.github.bucket4j..")),
            Map.entry("clinic", own("cluster", "command", "identity", "text")),
            Map.entry("record", own("cluster", "command", "event", "identity", "text")),
            Map.entry("care", own("appointment", "clinic", "command", "event", "identity", "queue", "record", "visit")),
            Map.entry("json", plus(own("text"), "com.fasterxml.jackson..")),
            Map.entry("protocol", List.of("io.netty.buffer..", "io.netty.util..")),
            Map.entry("transport.netty", plus(own("http", "memory", "rate"), "io.netty..")),
            Map.entry("transport.websocket", plus(own("hub", "memory"), "io.netty..")),
            Map.entry(
                    "transport.session",
                    plus(
                            own(
                                    "command",
                                    "dialect",
                                    "event",
                                    "hub",
                                    "identity",
                                    "memory",
                                    "rate",
                                    "refusal",
                                    "transport.netty",
                                    "transport.websocket"),
                            "io.netty..")),
            Map.entry(
                    "transport.plain",
                    plus(
                            own(
                                    "command",
                                    "dialect",
                                    "event",
                                    "http",
                                    "hub",
                                    "identity",
                                    "json",
                                    "log",
                                    "memory",
                                    "rate",
                                    "transport.netty",
                                    "transport.session",
                                    "transport.websocket"),
                            "io.netty..")),
            Map.entry(
                    "http",
                    plus(
                            own("command", "identity", "json", "text"),
                            "io.netty.handler.codec.http..",
                            "io.netty.util..",
                            "javax.crypto..")),
            Map.entry(
                    "idempotency",
                    plus(
                            own("cluster", "command", "http", "identity", "json", "rate"),
                            "io.netty.handler.codec.http..",
                            "io.netty.util..")),
            Map.entry(
                    "rest",
                    plus(
                            own(
                                    "clinic",
                                    "cluster",
                                    "command",
                                    "dialect",
                                    "event",
                                    "http",
                                    "idempotency",
                                    "identity",
                                    "json",
                                    "record",
                                    "rate",
                                    "text"),
                            features("io.netty.handler.codec.http..", "io.netty.util.."))),
            Map.entry(
                    "transport.http",
                    plus(
                            own("clinic", "command", "http", "identity", "json", "rate", "transport.netty"),
                            "io.netty..")),
            Map.entry(
                    "transport.socketio",
                    plus(
                            own(
                                    "command",
                                    "dialect",
                                    "event",
                                    "hub",
                                    "identity",
                                    "json",
                                    "log",
                                    "memory",
                                    "protocol",
                                    "rate",
                                    "transport.netty",
                                    "transport.session",
                                    "transport.websocket"),
                            "com.corundumstudio.socketio..",
                            "io.netty..")),
            Map.entry(
                    "adapter.webhook",
                    plus(own("authorization", "event", "identity", "json", "notification"), "javax.crypto..")),
            Map.entry(
                    "adapter.metrics",
                    plus(
                            own("authorization", "event", "http", "hub", "identity"),
                            "io.micrometer..",
                            "io.netty.handler.codec.http..")),
            Map.entry("adapter.jdbi.copy", own("adapter.jdbi", "file")),
            Map.entry("adapter.jdbi.backup", own("adapter.jdbi", "file")),
            Map.entry("adapter.jdbi.bus", plus(own("adapter.jdbi", "cluster", "identity"), "org.postgresql..")),
            Map.entry("refusal", own("identity", "rate")),
            Map.entry("adapter.files", own("command", "file", "messaging")),
            Map.entry("adapter.openai", own("assistant", "json", "transcription")),
            Map.entry("redis.node", List.of("com.fasterxml.jackson.core..", "org.msgpack..")),
            Map.entry("adapter.redis", plus(own("cluster", "identity", "redis"), "javax.crypto..")),
            Map.entry(
                    "adapter.json",
                    own("clinic", "cluster", "command", "emission", "event", "identity", "json", "text")),
            Map.entry("adapter.jwt", plus(own("identity", "text"), "com.auth0..", "com.fasterxml.jackson..")),
            Map.entry(
                    "adapter.jdbi",
                    plus(
                            own(
                                    "clinic",
                                    "cluster",
                                    "command",
                                    "event",
                                    "file",
                                    "hub",
                                    "idempotency",
                                    "identity",
                                    "json",
                                    "log",
                                    "record",
                                    "text"),
                            features(
                                    "com.google.errorprone.annotations..",
                                    "com.zaxxer.hikari..",
                                    "com.github.kagkarlsson..",
                                    "org.flywaydb..",
                                    "org.h2.mvstore..",
                                    "org.jdbi..",
                                    "org.postgresql..",
                                    "javax.sql.."))));

    private static List<String> own(String... packages) {
        return Stream.of(packages).map(name -> ROOT + "." + name + "..").toList();
    }

    private static List<String> plus(List<String> packages, String... libraries) {
        List<String> all = new ArrayList<>(packages);
        all.addAll(List.of(libraries));
        return all;
    }

    /** The features, and what else is named. */
    private static String[] features(String... more) {
        return Stream.concat(FEATURES.stream().map(feature -> ROOT + "." + feature + ".."), Stream.of(more))
                .toArray(String[]::new);
    }

    @TestFactory
    Stream<DynamicTest> eachPackageImportsOnlyWhatItsRowAllows() {
        Stream<DynamicTest> rows = MAY_IMPORT.entrySet().stream().map(row -> row(row.getKey(), row.getValue()));
        Stream<DynamicTest> features = FEATURES.stream()
                .map(feature -> row(
                        feature,
                        own("clinic", "cluster", "command", "emit", "event", "identity", "rate", "record", "text")));
        Stream<DynamicTest> dialects = dialectPackages()
                .map(dialect -> row(
                        dialect,
                        plus(
                                own(
                                        "clinic",
                                        "command",
                                        "dialect",
                                        "event",
                                        "http",
                                        "hub",
                                        "identity",
                                        "json",
                                        "rate",
                                        "setting",
                                        "text"),
                                features("io.netty.handler.codec.http..", "io.netty.util.."))));
        DynamicTest dialectPorts = row(
                "dialect",
                ROOT + ".dialect",
                plus(
                        own(
                                "clinic",
                                "command",
                                "event",
                                "http",
                                "hub",
                                "idempotency",
                                "identity",
                                "json",
                                "record",
                                "setting",
                                "text"),
                        features()));
        DynamicTest redis = row(
                "redis", ROOT + ".redis", List.of("io.lettuce..", "io.netty.channel..", "io.netty.util.concurrent.."));
        return Stream.of(rows, features, Stream.of(dialectPorts, redis), dialects)
                .flatMap(tests -> tests);
    }

    /** The packages of the client families, found by their classes. */
    private static Stream<String> dialectPackages() {
        return CODE.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.startsWith(ROOT + ".dialect."))
                .map(name -> name.substring(ROOT.length() + 1))
                .distinct()
                .sorted();
    }

    @Test
    void everyClientFamilyIsServed() {
        assertThat(CODE.stream()
                        .filter(type -> type.isAssignableTo(ClientFamily.class) && !type.isInterface())
                        .map(type -> type.getName()))
                .as("classes that implement ClientFamily (expected: each in ClientFamilies.ALL)")
                .containsExactlyInAnyOrderElementsOf(ClientFamilies.ALL.stream()
                        .map(family -> family.getClass().getName())
                        .toList());
    }

    private static DynamicTest row(String name, List<String> allowed) {
        return row(name, ROOT + "." + name + "..", allowed);
    }

    private static DynamicTest row(String name, String pattern, List<String> allowed) {
        List<String> all = new ArrayList<>(LANGUAGE);
        all.add(pattern);
        all.addAll(allowed);
        return DynamicTest.dynamicTest(
                name,
                () -> classes()
                        .that()
                        .resideInAPackage(pattern)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(all.toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(CODE));
    }

    @Test
    void dialectsKnowNothingOfEachOther() {
        slices().matching(ROOT + ".dialect.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CODE);
    }

    @Test
    void adaptersKnowNothingOfEachOther() {
        slices().matching(ROOT + ".adapter.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CODE);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void onlyAppSeesApp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".app..")
                .check(CODE);
    }

    @Test
    void eachLibraryStaysAtItsEdge() {
        confine("com.corundumstudio..", "transport.socketio");
        confine("org.jdbi..", "adapter.jdbi");
        confine("com.zaxxer..", "adapter.jdbi");
        confine("org.flywaydb..", "adapter.jdbi");
        confine("com.github.kagkarlsson..", "adapter.jdbi");
        confine("java.sql..", "adapter.jdbi");
        confine("javax.sql..", "adapter.jdbi");
        confine("org.postgresql..", "adapter.jdbi.bus");
        confine("com.auth0..", "adapter.jwt");
        confine("picocli..", "app");
        confine("io.github.bucket4j..", "rate");
        confine("io.netty.channel..", "transport", "redis");
        confine("io.lettuce..", "redis");
    }

    /** Of Netty's HTTP codec, only the transport uses more than its constants, headers and decoders. */
    @Test
    void onlyTransportsSeeHttpMessages() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".transport..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(HttpObject.class)
                .check(CODE);
    }

    private static void confine(String library, String... homes) {
        noClasses()
                .that()
                .resideOutsideOfPackages(own(homes).toArray(String[]::new))
                .and()
                .resideOutsideOfPackage(ROOT + ".app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CODE);
    }

    @Test
    void environmentIsReadOnlyInApp() {
        for (Class<?>[] parameters : List.of(new Class<?>[0], new Class<?>[] {String.class})) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + ".app..")
                    .should()
                    .callMethod(System.class, "getenv", parameters)
                    .check(CODE);
        }
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(CODE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Common|Constants|DTO)")
                .check(CODE);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> folders = Files.walk(sources).filter(Files::isDirectory)) {
            List<Path> silent = folders.filter(ArchitectureTest::holdsCode)
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .toList();
            assertThat(silent).isEmpty();
        }
    }

    private static boolean holdsCode(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
