package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carewire.adapter.jdbi.JdbiAppointments;
import dev.carewire.adapter.jdbi.JdbiPatients;
import dev.carewire.adapter.jdbi.JdbiPrescriptions;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.json.Json;
import dev.carewire.record.KeptRecords;
import dev.carewire.transport.http.HttpTestClient;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pages load a document, change one field and send all of it back. Nothing but that field may change, in any of the formats in
 * which clients receive the record.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class WholeDocumentSavesTest extends ClinicTest {

    /** Edits of a run, over all kinds and formats. */
    private static final int EDITS = 600;

    private static final long SEED = 20_261_130;

    /** Starts with seconds and milliseconds, also around both clock changes in New York. */
    private static final List<String> STARTS = List.of(
            "2026-12-09T14:30:15.123Z",
            "2026-11-01T05:30:00.001Z",
            "2026-11-01T06:30:59.999Z",
            "2027-03-14T06:59:59.500Z",
            "2027-03-14T07:00:00Z",
            "2026-12-10T04:59:30.250Z");

    private final TestDatabases which;
    private final Random random = new Random(SEED);
    private String ada = "";

    WholeDocumentSavesTest(TestDatabases which) {
        super(which, Map.of());
        this.which = which;
    }

    @BeforeEach
    void register() {
        ada = newPatient("Ada");
        as(StubTokenVerifier.ADMIN, HttpMethod.PUT, "/api/clinic", "{\"overlap\":\"allow\"}");
    }

    /**
     * One field that a page edits.
     *
     * @param value another valid value, given the document
     * @param others the names of fields that mean the same or follow from it
     */
    private record Edit(String field, BiFunction<Random, JsonNode, Object> value, Set<String> others) {}

    /**
     * One format of one kind of record.
     *
     * @param create returns the id of a new record
     * @param document of the record with an id, as the page receives it
     */
    private record Page(
            String path, Function<Random, String> create, Function<String, JsonNode> document, List<Edit> edits) {}

    private static Edit edit(String field, BiFunction<Random, JsonNode, Object> value, String... others) {
        return new Edit(field, value, Set.of(others));
    }

    private static Edit text(String field) {
        return edit(field, (random, document) -> "text " + random.nextInt(1_000_000));
    }

    private static Object minutes(Instant from, Random random) {
        return from.plus(Duration.ofMinutes(1 + random.nextInt(300)))
                .plusMillis(random.nextInt(1_000))
                .toString();
    }

    private static Instant instant(JsonNode document, String field) {
        return Instant.parse(document.path(field).textValue());
    }

    private static Object otherOf(Random random, JsonNode document, String field, String... words) {
        List<String> others = Stream.of(words)
                .filter(word -> !word.equals(document.path(field).asText()))
                .toList();
        return others.get(random.nextInt(others.size()));
    }

    private static Map<String, Object> otherPerson(JsonNode document, String field) {
        String current = document.path(field).path("_id").asText();
        return Map.of("_id", current.equals("u-doctor") ? "u-nurse" : "u-doctor");
    }

    private static String otherId(JsonNode document, String field) {
        return document.path(field).asText().equals("u-doctor") ? "u-nurse" : "u-doctor";
    }

    private static Object birthday(Random random) {
        return "1984-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
    }

    private static Object day(Random random) {
        return "2027-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
    }

    private List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        Function<Random, String> patient = any -> newPatient("Ada");
        pages.add(new Page(
                "/api/patients",
                patient,
                id -> get("/api/patients/" + id).data(),
                List.of(
                        text("firstName"),
                        text("lastName"),
                        text("phone"),
                        edit("email", (any, document) -> "ada" + any.nextInt(1_000) + "@example.org"),
                        text("insurance"),
                        text("allergies"),
                        edit("dateOfBirth", (any, document) -> birthday(any) + "T00:00:00.000Z", "dob"),
                        edit("balanceCents", (any, document) -> any.nextInt(100_000), "balance"))));
        pages.add(new Page(
                "/api/patients",
                patient,
                id -> json(StandardJson.patient(new JdbiPatients(which.database(), KeptRecords.ALL)
                                .find(clinic(), id)
                                .orElseThrow())
                        .json()),
                List.of(
                        text("firstName"),
                        text("phone"),
                        text("insurance"),
                        edit("dob", (any, document) -> birthday(any), "dateOfBirth"),
                        edit("balance", (any, document) -> any.nextInt(100_000), "balanceCents"))));

        pages.add(new Page(
                "/api/appointments",
                this::newAppointmentWithSeconds,
                id -> get("/api/appointments/" + id).data(),
                List.of(
                        edit(
                                "date",
                                (any, document) -> day(any) + "T00:00:00.000Z",
                                "appointmentDate",
                                "scheduledAt",
                                "scheduledStart",
                                "scheduledEnd"),
                        edit(
                                "appointmentDate",
                                (any, document) -> day(any) + "T00:00:00.000Z",
                                "date",
                                "scheduledAt",
                                "scheduledStart",
                                "scheduledEnd"),
                        edit(
                                "appointmentTime",
                                (any, document) -> "1" + any.nextInt(10) + ":" + (10 + any.nextInt(50)),
                                "scheduledAt",
                                "scheduledStart",
                                "scheduledEnd"),
                        edit(
                                "scheduledAt",
                                (any, document) -> minutes(instant(document, "scheduledAt"), any),
                                "date",
                                "appointmentDate",
                                "appointmentTime",
                                "scheduledStart",
                                "scheduledEnd"),
                        edit("duration", (any, document) -> 1 + any.nextInt(1_000), "scheduledEnd"),
                        edit(
                                "doctor",
                                (any, document) -> otherPerson(document, "doctor"),
                                "provider",
                                "providerId",
                                "providerName"),
                        edit(
                                "provider",
                                (any, document) -> otherPerson(document, "provider"),
                                "doctor",
                                "providerId",
                                "providerName"),
                        edit(
                                "status",
                                (any, document) -> otherOf(
                                        any, document, "status", "pending", "scheduled", "confirmed", "rescheduled")),
                        edit(
                                "isWalkIn",
                                (any, document) -> !document.path("isWalkIn").booleanValue()),
                        text("reason"),
                        text("notes"),
                        text("room"))));
        pages.add(new Page(
                "/api/appointments",
                this::newAppointmentWithSeconds,
                this::standardAppointment,
                List.of(
                        edit(
                                "providerId",
                                (any, document) -> otherId(document, "providerId"),
                                "doctor",
                                "provider",
                                "providerName"),
                        edit(
                                "scheduledEnd",
                                (any, document) -> minutes(instant(document, "scheduledStart"), any),
                                "duration"),
                        edit(
                                "scheduledStart",
                                (any, document) -> instant(document, "scheduledEnd")
                                        .minus(Duration.ofMinutes(1 + any.nextInt(300)))
                                        .toString(),
                                "date",
                                "appointmentDate",
                                "appointmentTime",
                                "scheduledAt",
                                "duration"),
                        text("locationId"),
                        text("locationName"),
                        text("appointmentTypeId"),
                        text("appointmentTypeName"),
                        text("room"))));

        Function<Random, String> entry = any ->
                created(post("/api/queue", "{\"patientId\":\"" + newPatient("Bo") + "\",\"doctorId\":\"u-doctor\"}"));
        List<Edit> entryEdits = List.of(
                edit("doctor", (any, document) -> otherPerson(document, "doctor")),
                edit("room", (any, document) -> "r-2"),
                edit("priority", (any, document) -> any.nextInt(100), "position", "estimatedWaitTime"),
                text("checkInMethod"),
                text("notes"),
                text("nextAction"));
        pages.add(new Page("/api/queue", entry, id -> get("/api/queue/" + id).data(), entryEdits));
        pages.add(new Page("/api/queue", entry, this::listedEntry, entryEdits));

        String doctor = "\"patientId\":\"" + ada + "\",\"doctorId\":\"u-doctor\"";
        pages.add(new Page(
                "/api/visits",
                any -> created(
                        post("/api/visits", "{\"patientId\":\"" + newPatient("Vi") + "\",\"doctorId\":\"u-doctor\"}")),
                id -> get("/api/visits/" + id).data(),
                List.of(
                        edit("doctor", (any, document) -> otherPerson(document, "doctor"), "provider"),
                        edit("provider", (any, document) -> otherPerson(document, "provider"), "doctor"),
                        edit("diagnoses", (any, document) -> List.of("L" + any.nextInt(100))),
                        text("chiefComplaint"),
                        text("notes"))));

        Function<Random, String> prescription =
                any -> created(post("/api/prescriptions", "{" + doctor + ",\"medication\":\"A\"}"));
        pages.add(new Page(
                "/api/prescriptions",
                prescription,
                id -> get("/api/prescriptions/" + id).data(),
                List.of(text("medication"), text("instructions"), text("pharmacy"))));
        pages.add(new Page(
                "/api/prescriptions",
                prescription,
                id -> json(StandardJson.prescription(new JdbiPrescriptions(which.database(), KeptRecords.ALL)
                                .find(clinic(), id)
                                .orElseThrow())
                        .json()),
                List.of(text("medication"), text("pharmacy"))));
        pages.add(new Page(
                "/api/invoices",
                any -> created(post("/api/invoices", "{\"patientId\":\"" + ada + "\",\"total\":20.5}")),
                id -> get("/api/invoices/" + id).data(),
                List.of(
                        edit("total", (any, document) -> (1 + any.nextInt(99_999)) / 100.0, "outstandingBalance"),
                        text("remark"))));
        pages.add(new Page(
                "/api/tasks",
                any -> created(post("/api/tasks", "{\"title\":\"Call\",\"patientId\":\"" + ada + "\"}")),
                id -> get("/api/tasks/" + id).data(),
                List.of(
                        text("title"),
                        text("description"),
                        edit(
                                "priority",
                                (any, document) -> otherOf(any, document, "priority", "low", "normal", "high")),
                        edit("status", (any, document) -> otherOf(any, document, "status", "open", "in_progress")),
                        edit("assigneeId", (any, document) -> otherId(document, "assigneeId"), "assigneeName"),
                        edit("dueDate", (any, document) -> day(any)))));
        pages.add(new Page(
                "/api/lab-results",
                any -> created(post("/api/lab-results", "{" + doctor + ",\"orderType\":\"Biopsy\"}")),
                id -> get("/api/lab-results/" + id).data(),
                List.of(
                        text("laboratory"),
                        edit("result", (any, document) -> "text " + any.nextInt(1_000), "status", "resultedAt"))));
        pages.add(new Page(
                "/api/rooms",
                any -> {
                    String id = "r-" + any.nextInt(1_000_000);
                    as(
                            StubTokenVerifier.ADMIN,
                            HttpMethod.PUT,
                            "/api/rooms/" + id,
                            "{\"name\":\"One\",\"number\":\"1\"}");
                    return id;
                },
                id -> get("/api/rooms/" + id).data(),
                List.of(text("name"), text("roomNumber"))));
        pages.add(new Page(
                "/api/threads",
                any -> created(post("/api/threads", "{\"subject\":\"Rota\",\"memberIds\":[\"u-admin\"]}")),
                id -> as(StubTokenVerifier.ADMIN, HttpMethod.GET, "/api/threads/" + id, "")
                        .data(),
                List.of(text("ward"))));
        pages.add(new Page(
                "/api/users",
                any -> {
                    String id = "u-" + any.nextInt(1_000_000);
                    as(StubTokenVerifier.ADMIN, HttpMethod.PUT, "/api/users/" + id, """
                            {"firstName":"Cy","lastName":"Lee","roles":["doctor","manager"]}""");
                    return id;
                },
                id -> get("/api/users/" + id).data(),
                List.of(
                        edit("firstName", (any, document) -> "Dee" + any.nextInt(1_000), "name"),
                        edit("lastName", (any, document) -> "Roe" + any.nextInt(1_000), "name"),
                        edit(
                                "roles",
                                (any, document) -> List.of(otherOf(any, document, "role", "nurse", "doctor")),
                                "role"),
                        edit("email", (any, document) -> "m" + any.nextInt(1_000) + "@example.org"),
                        text("specialization"))));
        return pages;
    }

    private HttpTestClient.Answer as(String token, HttpMethod method, String target, String body) {
        return connection.exchange(token, method, target, body);
    }

    private static String start(Random random) {
        return STARTS.get(random.nextInt(STARTS.size()));
    }

    private String newAppointmentWithSeconds(Random random) {
        Instant start = Instant.parse(start(random));
        return created(post("/api/appointments", """
                {"patientId":"%s","doctorId":"u-doctor","scheduledStart":"%s","scheduledEnd":"%s"}
                """.formatted(
                        newPatient("Ada"), start, start.plus(Duration.ofMillis(1_830_007)))));
    }

    private JsonNode standardAppointment(String id) {
        return json(StandardJson.appointment(new JdbiAppointments(which.database(), KeptRecords.ALL)
                        .find(clinic(), id)
                        .orElseThrow())
                .json());
    }

    private JsonNode listedEntry(String id) {
        for (JsonNode item : get("/api/queue?status=all&limit=500").json()) {
            if (item.path("_id").textValue().equals(id)) {
                return item;
            }
        }
        throw new AssertionError(id);
    }

    private static JsonNode json(String text) {
        return HttpTestClient.json(text);
    }

    /** The names of the fields in which two documents differ, but for the time of the change. */
    private static Set<String> differences(JsonNode before, JsonNode after) {
        Set<String> names = new TreeSet<>();
        Stream.of(before, after).forEach(document -> document.fieldNames().forEachRemaining(names::add));
        names.removeIf(name -> name.equals("updatedAt")
                || name.equals("lastUpdated")
                || before.path(name).equals(after.path(name)));
        return names;
    }

    private static String body(JsonNode document, String field, Object value) {
        ObjectNode body = document.deepCopy();
        body.putPOJO(field, value);
        return Json.write(body);
    }

    @Test
    void nothingButTheEditedFieldEverChanges() {
        List<Page> pages = pages();
        Map<Page, List<String>> ids = new LinkedHashMap<>();
        pages.forEach(page ->
                ids.put(page, List.of(page.create().apply(random), page.create().apply(random))));
        for (int turn = 0; turn < EDITS; turn++) {
            Page page = pages.get(random.nextInt(pages.size()));
            List<String> some = ids.get(page);
            save(pages, page, some.get(random.nextInt(some.size())));
            pass(Duration.ofMillis(7));
        }
    }

    private void save(List<Page> all, Page page, String id) {
        Edit edit = page.edits().get(random.nextInt(page.edits().size()));
        List<Page> formats =
                all.stream().filter(other -> other.path().equals(page.path())).toList();
        List<JsonNode> before =
                formats.stream().map(format -> format.document().apply(id)).toList();
        JsonNode document = page.document().apply(id);
        Object value = edit.value().apply(random, document);
        String what = page.path() + " " + edit.field() + " " + document + " to " + value;

        HttpTestClient.Answer answer = as(
                StubTokenVerifier.ADMIN, HttpMethod.PUT, page.path() + "/" + id, body(document, edit.field(), value));

        assertThat(answer.status()).as(what + answer.body()).isEqualTo(200);
        Set<String> allowed = new TreeSet<>(edit.others());
        allowed.add(edit.field());
        for (int format = 0; format < formats.size(); format++) {
            JsonNode after = formats.get(format).document().apply(id);
            assertThat(allowed).as(what + " in " + after).containsAll(differences(before.get(format), after));
        }
        JsonNode saved = page.document().apply(id).path(edit.field());
        JsonNode wanted = json(Json.write(value));
        assertThat(wanted.isObject() ? saved.path("_id") : saved.isObject() ? saved.path("_id") : instantOr(saved))
                .as(what)
                .isEqualTo(wanted.isObject() ? wanted.path("_id") : instantOr(wanted));
    }

    /** Instants may be written with fewer digits than the server sends. */
    private static JsonNode instantOr(JsonNode value) {
        return value.asText().matches("\\d{4}-.*T.*Z")
                ? json("\"" + Instant.parse(value.textValue()) + "\"")
                : value.isNumber()
                        ? json(value.decimalValue().stripTrailingZeros().toPlainString())
                        : value;
    }

    @Test
    void anUnchangedDocumentChangesNothing() {
        List<Page> pages = pages();
        for (Page page : pages) {
            String id = page.create().apply(random);
            JsonNode before = page.document().apply(id);

            HttpTestClient.Answer answer =
                    as(StubTokenVerifier.ADMIN, HttpMethod.PUT, page.path() + "/" + id, before.toString());

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(page.document().apply(id)).isEqualTo(before);
        }
    }

    @Test
    void firstGenerationPagesMoveAnAppointmentByItsDate() {
        String id = newAppointment(ada);
        ObjectNode document = get("/api/appointments/" + id).data().deepCopy();

        HttpTestClient.Answer moved = put(
                "/api/appointments/" + id,
                document.put("date", "2026-11-23T00:00:00.000Z").toString());

        assertThat(moved.data().path("appointmentDate").textValue()).isEqualTo("2026-11-23T00:00:00.000Z");
        assertThat(moved.data().path("scheduledAt").textValue()).isEqualTo("2026-11-23T19:30:00.000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-11-01T05:30:10.001Z", // 01:30 in summer time, which the clock shows twice that night
        "America/New_York, 2026-11-01T06:30:10.001Z", // 01:30 in winter time
        "America/New_York, 2027-03-14T07:00:10.001Z", // 03:00, right after the clock has skipped an hour
        "Europe/Berlin, 2027-10-31T00:30:10.001Z",
        "Europe/Berlin, 2027-10-31T01:30:10.001Z",
        "Australia/Lord_Howe, 2027-04-03T14:45:10.001Z", // 01:45 again, half an hour later
        "Asia/Kathmandu, 2028-02-28T18:15:10.001Z", // midnight of leap day
        "America/Sao_Paulo, 2026-12-31T02:59:59.999Z",
        "UTC, 2028-02-29T00:00:00.001Z"
    })
    void aNoteNeverMovesAnAppointment(String zone, String start) {
        as(StubTokenVerifier.ADMIN, HttpMethod.PUT, "/api/clinic", "{\"timeZone\":\"" + zone + "\"}");
        String id = created(post("/api/appointments", """
                {"patientId":"%s","doctorId":"u-doctor","scheduledStart":"%s","duration":31}
                """.formatted(ada, start)));
        JsonNode before = standardAppointment(id);
        ObjectNode document = get("/api/appointments/" + id).data().deepCopy();

        put("/api/appointments/" + id, document.put("notes", "n").toString());

        assertThat(standardAppointment(id)).isEqualTo(before);
    }

    @Test
    void namesOfOneFieldThatContradictEachOtherAreNamed() {
        String target = "/api/appointments/" + newAppointment(ada);
        ObjectNode document = get(target).data().deepCopy();

        document.put("date", "2026-11-23").put("appointmentDate", "2026-11-24");
        assertRefused(put(target, document.toString()), 400, "date: contradicts appointmentDate");
        document.put("date", "2026-11-24").put("scheduledAt", "2026-11-25T19:30:00.000Z");
        assertRefused(put(target, document.toString()), 400, "appointmentDate: contradicts scheduledStart");
        document.put("scheduledAt", "2026-11-24T19:30:00.000Z");
        assertThat(put(target, document.toString()).data().path("scheduledAt").textValue())
                .isEqualTo("2026-11-24T19:30:00.000Z");
        assertRefused(
                put(target, "{\"doctorId\":\"u-nurse\",\"provider\":\"u-other\"}"),
                400,
                "provider: contradicts doctorId");
    }

    @Test
    void aStandardPageDoesNotConfirmOrUnconfirm() {
        String target = "/api/appointments/" + newAppointment(ada);
        put(target, "{\"status\":\"confirmed\"}");
        ObjectNode document = standardAppointment(target.substring("/api/appointments/".length()))
                .deepCopy();
        assertThat(document.path("status").textValue()).isEqualTo("scheduled");

        put(target, document.put("locationName", "North").toString());

        assertThat(get(target).data().path("status").textValue()).isEqualTo("confirmed");
    }

    @Test
    void theWaitingTimeOfAListIsNotStored() {
        String id = created(post("/api/queue", "{\"patientId\":\"" + ada + "\"}"));
        created(post("/api/queue", "{\"patientId\":\"" + newPatient("Bo") + "\",\"priority\":9}"));
        ObjectNode item = listedEntry(id).deepCopy();
        assertThat(item.path("estimatedWaitTime").intValue()).isEqualTo(15);

        put("/api/queue/" + id, item.put("notes", "n").toString());

        assertThat(get("/api/queue/" + id).data().has("estimatedWaitTime")).isFalse();
    }
}
