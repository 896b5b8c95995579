package dev.carewire.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.cluster.Publisher;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.CommandProtocol;
import dev.carewire.dialect.TestDialects;
import dev.carewire.dialect.TestFeatures;
import dev.carewire.dialect.clinic.ClinicCommandTable;
import dev.carewire.dialect.standard.StandardCommandTable;
import dev.carewire.event.Event;
import dev.carewire.event.EventType;
import dev.carewire.event.RoomKey;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares the committed reference with the code; {@code -Dreference=write} rewrites it. */
class ReferenceTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private final Clock clock = Clock.fixed(SampleEvents.AT, ZoneOffset.UTC);
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(1_000, 1_000, 1_000), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            clock);

    @TestFactory
    Stream<DynamicTest> theReferenceSaysWhatTheCodeSays() throws IOException {
        Variants variants =
                new Variants(SampleEvents.all().stream().map(Event::payload).toList());
        List<Family> families = families(TestDatabases.H2.database(), variants);
        PayloadSchemas payloads = new PayloadSchemas(variants);
        RecordTypes records = new RecordTypes(payloads.schemas());
        RestApi api = new RestApi(TestDatabases.H2.database(), hub);
        RestRecords restRecords = new RestRecords(api, variants);
        Map<String, String> files = Map.of(
                "docs/events.md",
                EventsPage.text(families, rooms(variants), records),
                "docs/asyncapi.yaml",
                AsyncApiFile.text(families, version()),
                "docs/openapi.yaml",
                OpenApiFile.text(api, restRecords, payloads, version()),
                "client-demo/javascript/carewire-events.d.ts",
                TypeScriptFile.text(families, records, new RecordTypes(restRecords.schemas())));
        return files.entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getKey(), () -> check(ROOT.resolve(file.getKey()), file.getValue())));
    }

    private static void check(Path file, String text) throws IOException {
        if ("write".equals(System.getProperty("reference"))) {
            Files.writeString(file, text);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("%s: out of date (run scripts/generate-docs)", file.getFileName())
                .isEqualTo(text);
    }

    private List<Family> families(Database database, Variants variants) {
        Publisher publisher = TestPublishers.over(database, hub::deliver);
        ClientFeatures features = TestFeatures.over(database, publisher, clock);
        return List.of(
                new Family(
                        TestDialects.standard(hub, features, clock),
                        CommandProtocol.ACKNOWLEDGED_EVENTS,
                        StandardCommandTable.over(hub, features, clock),
                        hub,
                        variants),
                new Family(
                        TestDialects.clinic(hub, features, clock),
                        CommandProtocol.EVENTS,
                        ClinicCommandTable.over(hub, clock),
                        hub,
                        variants));
    }

    private static Map<String, Set<RoomKey.Kind>> rooms(Variants variants) {
        Map<String, Set<RoomKey.Kind>> rooms = new TreeMap<>();
        for (Event<?> sample : SampleEvents.all()) {
            Set<RoomKey.Kind> kinds =
                    rooms.computeIfAbsent(sample.type().name(), none -> EnumSet.noneOf(RoomKey.Kind.class));
            variants.of(sample.payload()).forEach(payload -> addRooms(kinds, Family.event(sample.type(), payload)));
        }
        return rooms;
    }

    private static <P extends Record> void addRooms(Set<RoomKey.Kind> kinds, Event<P> event) {
        EventType<P> type = event.type();
        type.audience().rooms(event.tenant(), event.payload()).forEach(room -> kinds.add(room.kind()));
    }

    private static String version() throws IOException {
        Matcher version =
                Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
