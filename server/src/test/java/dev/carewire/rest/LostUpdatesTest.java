package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.Parallel;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.transport.http.HttpTestClient;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two clients save the same record at the same moment. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class LostUpdatesTest extends ClinicTest {

    private static final int ROUNDS = 1_000;

    private final List<HttpTestClient> clients = List.of(another(), another());
    private final HttpTestClient.Answer[] answers = new HttpTestClient.Answer[2];

    LostUpdatesTest(TestDatabases which) {
        super(which, Map.of());
    }

    @AfterEach
    void closeClients() {
        clients.forEach(HttpTestClient::close);
    }

    /** Two fields of one kind of record, each of which one of the clients changes. */
    private record Saved(String target, String field, String otherField, List<String> values) {

        static Saved texts(String target, String field, String otherField) {
            return new Saved(target, field, otherField, List.of("\"A", "\""));
        }

        String value(int round, int client) {
            return values.get(0) + round + client + values.get(1);
        }

        String body(int client, String value) {
            return "{\"" + (client == 0 ? field : otherField) + "\":" + value + "}";
        }
    }

    private List<Saved> everyKind() {
        String ada = newPatient("Ada");
        String doctor = "{\"patientId\":\"" + ada + "\",\"doctorId\":\"u-doctor\"";
        admin(HttpMethod.PUT, "/api/users/u-9", "{\"firstName\":\"Cy\",\"role\":\"doctor\"}");
        admin(HttpMethod.PUT, "/api/rooms/r-9", "{\"name\":\"Nine\",\"number\":\"9\"}");
        return List.of(
                Saved.texts("/api/patients/" + ada, "phone", "insurance"),
                Saved.texts("/api/appointments/" + newAppointment(ada), "notes", "reason"),
                Saved.texts("/api/queue/" + created(post("/api/queue", doctor + "}")), "notes", "checkInMethod"),
                Saved.texts("/api/visits/" + created(post("/api/visits", doctor + "}")), "notes", "chiefComplaint"),
                Saved.texts(
                        "/api/prescriptions/" + created(post("/api/prescriptions", doctor + ",\"medication\":\"A\"}")),
                        "medication",
                        "instructions"),
                Saved.texts(
                        "/api/invoices/" + created(post("/api/invoices", doctor + ",\"total\":1}")), "remark", "payer"),
                Saved.texts("/api/tasks/" + created(post("/api/tasks", "{\"title\":\"A\"}")), "title", "description"),
                Saved.texts(
                        "/api/lab-results/" + created(post("/api/lab-results", doctor + ",\"orderType\":\"A\"}")),
                        "laboratory",
                        "remark"),
                Saved.texts("/api/users/u-9", "lastName", "specialization"),
                Saved.texts("/api/rooms/r-9", "name", "roomNumber"));
    }

    private HttpTestClient.Answer admin(HttpMethod method, String target, String body) {
        return connection.exchange(StubTokenVerifier.ADMIN, method, target, body);
    }

    private static HttpTestClient.Answer put(
            HttpTestClient client, String target, String body, Optional<String> header, String tag) {
        FullHttpRequest request = client.request(HttpMethod.PUT, target, body);
        request.headers().set("Authorization", "Bearer " + StubTokenVerifier.ADMIN);
        header.ifPresent(name -> request.headers().set(name, tag));
        return client.exchange(request);
    }

    private List<Integer> statuses() {
        return List.of(answers[0].status(), answers[1].status());
    }

    @Test
    void oneOfTwoSavesOfTheSameVersionFails() throws Exception {
        List<Saved> kinds = everyKind();
        for (int turn = 0; turn < ROUNDS; turn++) {
            int round = turn;
            Saved saved = kinds.get(round % kinds.size());
            HttpTestClient.Answer before = get(saved.target());
            String tag = before.headers().get("ETag");

            Parallel.run(
                    2,
                    client -> answers[client] = put(
                            clients.get(client),
                            saved.target(),
                            saved.body(client, saved.value(round, client)),
                            Optional.of("If-Match"),
                            tag));

            assertThat(statuses()).as(saved.target()).containsExactlyInAnyOrder(200, 412);
            int winner = answers[0].status() == 200 ? 0 : 1;
            HttpTestClient.Answer after = get(saved.target());
            assertThat(after.data()).isEqualTo(answers[winner].data());
            assertThat(after.headers().get("ETag"))
                    .isEqualTo(answers[winner].headers().get("ETag"))
                    .isNotEqualTo(tag);
            String loser = winner == 0 ? saved.otherField() : saved.field();
            assertThat(after.data().path(loser)).isEqualTo(before.data().path(loser));
        }
    }

    @Test
    void twoSavesOfDifferentFieldsBothCountWithoutAVersion() throws Exception {
        List<Saved> kinds = everyKind();
        for (int turn = 0; turn < ROUNDS; turn++) {
            int round = turn;
            Saved saved = kinds.get(round % kinds.size());

            Parallel.run(
                    2,
                    client -> answers[client] = put(
                            clients.get(client),
                            saved.target(),
                            saved.body(client, saved.value(round, client)),
                            Optional.empty(),
                            ""));

            assertThat(statuses()).as(saved.target()).containsExactly(200, 200);
            HttpTestClient.Answer after = get(saved.target());
            assertThat(after.data().path(saved.field())).isEqualTo(HttpTestClient.json(saved.value(round, 0)));
            assertThat(after.data().path(saved.otherField())).isEqualTo(HttpTestClient.json(saved.value(round, 1)));
        }
    }

    @Test
    void ofTwoSavesOfOneNewRecordOneCreatesIt() throws Exception {
        for (int turn = 0; turn < 100; turn++) {
            String target = List.of("/api/patients/p-", "/api/rooms/r-", "/api/users/u-")
                            .get(turn % 3)
                    + turn;
            String body = """
                    {"firstName":"Bo","lastName":"Poe","name":"Bo Poe","number":"7","role":"nurse"}""";

            Parallel.run(
                    2,
                    client -> answers[client] =
                            put(clients.get(client), target, body, Optional.of("If-None-Match"), "*"));

            assertThat(statuses()).as(target).containsExactlyInAnyOrder(201, 412);
        }
    }

    @Test
    void oneOfTwoSavesOfTheSamePreferencesFails() throws Exception {
        for (String target : List.of("/api/notifications/preferences", "/api/vitals/thresholds/heart_rate")) {
            for (int turn = 0; turn < 100; turn++) {
                int round = turn;
                String tag = admin(HttpMethod.GET, target, "").headers().get("ETag");

                Parallel.run(
                        2,
                        client -> answers[client] = put(
                                clients.get(client),
                                target,
                                """
                                {"preferences":{"kind%d":{"enabled":false}},"threshold":{"min":%d,"max":%d}}""".formatted(client == 0 ? round % 20 : 20 + round % 20, 20 + client, 210 - round),
                                Optional.of("If-Match"),
                                tag));

                assertThat(statuses()).as(target + answers[0].body()).containsExactlyInAnyOrder(200, 412);
                if (round % 20 == 19) {
                    admin(
                            HttpMethod.PUT,
                            target,
                            "{\"preferences\":{%s},\"threshold\":{\"min\":10,\"max\":220}}"
                                    .formatted(Stream.iterate(0, kind -> kind < 40, kind -> kind + 1)
                                            .map(kind -> "\"kind" + kind + "\":null")
                                            .collect(Collectors.joining(","))));
                }
            }
        }
    }
}
