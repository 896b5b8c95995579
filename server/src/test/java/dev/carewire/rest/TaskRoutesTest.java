package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.http.Response;
import dev.carewire.transport.http.HttpTestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRoutesTest extends ClinicTest {

    private final String ada = newPatient("Ada");

    private String task(String assignee) {
        return created(post("/api/tasks", "{\"title\":\"Call the lab\",\"assigneeId\":\"" + assignee + "\"}"));
    }

    @Test
    void writesDown() {
        HttpTestClient.Answer answer = post("/api/tasks", """
                {"title":"Call the lab","description":"About the biopsy","priority":"high","patientId":"%s",
                 "assignee":{"id":"u-nurse"},"dueDate":"2026-11-23"}
                """.formatted(ada));

        String document = """
                {"id":"%s","title":"Call the lab","description":"About the biopsy","priority":"high","status":"open",
                 "patientId":"%s","patientName":"Ada Poe","assigneeId":"u-nurse","assigneeName":"Nia North",
                 "createdBy":"u-doctor","dueDate":"2026-11-23",
                 "createdAt":"2026-11-20T15:00:00.000Z","updatedAt":"2026-11-20T15:00:00.000Z"}
                """.formatted(answer.id(), ada);
        assertData(answer, 201, document);
        assertData(get("/api/tasks/" + answer.id()), 200, document);
        assertThat(put("/api/tasks/" + answer.id(), document).data()).isEqualTo(answer.data());
    }

    @Test
    void movesOn() {
        String target = "/api/tasks/" + task("u-nurse");

        assertThat(put(target, "{\"status\":\"in_progress\"}")
                        .data()
                        .path("status")
                        .textValue())
                .isEqualTo("in_progress");
        assertThat(post(target + "/complete", "").data().path("completedAt").textValue())
                .isEqualTo("2026-11-20T15:00:00.000Z");
        assertRefused(post(target + "/cancel", ""), 409, "task");
    }

    @Test
    void filtersTheList() {
        String first = task("u-nurse");
        pass(Duration.ofMinutes(1));
        String second = task("u-doctor");
        post("/api/tasks/" + second + "/cancel", "");

        assertThat(listed(get("/api/tasks"), "id")).containsExactly(second, first);
        assertThat(listed(get("/api/tasks?limit=1"), "id")).containsExactly(second);
        assertThat(listed(get("/api/tasks?assigneeId=me"), "id")).containsExactly(second);
        assertThat(listed(get("/api/tasks?assigneeId=u-nurse"), "id")).containsExactly(first);
        assertThat(listed(get("/api/tasks?status=open,in-progress"), "id")).containsExactly(first);
        assertThat(listed(get("/api/tasks?patientId=" + ada), "id")).isEmpty();
    }

    @Test
    void goesOnWhereAPageEnded() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.add(0, task("u-nurse"));
            pass(Duration.ofMinutes(i / 2));
        }

        List<String> seen = new ArrayList<>();
        HttpTestClient.Answer page = get("/api/tasks?limit=2");
        for (String next = cursor(page); next != null; next = cursor(page)) {
            assertThat(listed(page, "id")).hasSize(2);
            seen.addAll(listed(page, "id"));
            page = get("/api/tasks?limit=2&before=" + next);
        }
        seen.addAll(listed(page, "id"));

        assertThat(seen).containsExactlyInAnyOrderElementsOf(newestFirst);
        assertThat(seen.get(0)).isEqualTo(newestFirst.get(0));
        assertThat(cursor(get("/api/tasks?limit=5"))).isNull();
    }

    private static String cursor(HttpTestClient.Answer page) {
        return page.headers().get(Response.NEXT_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ".", "1.", "zzzzzzzzzz.a", "!.a"})
    void refusesACursorThatNoPageGave(String cursor) {
        for (String list : List.of("tasks", "prescriptions", "invoices", "lab-results")) {
            connection
                    .get(StubTokenVerifier.DOCTOR, "/api/" + list + "?before=" + cursor)
                    .isRefused(
                            400, "INVALID", "before: invalid (expected: the X-Next-Cursor of a page of the same list)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title | \"\"",
                "title | 1",
                "description | []",
                "priority | \"sky-high\"",
                "status | \"gone\"",
                "dueDate | \"soon\""
            })
    void refusesWhatAFieldCannotBe(String field, String value) {
        assertRefused(put("/api/tasks/" + task("u-nurse"), "{\"" + field + "\":" + value + "}"), 400, field);
    }

    @Test
    void refusesThoseWhoMayNot() {
        String target = "/api/tasks/" + task("u-nurse");

        connection.get(StubTokenVerifier.STRANGER, target).isRefused(404, "NOT_FOUND", "task not found");
        assertRefused(connection.put(StubTokenVerifier.STRANGER, target, "{}"), 400, "title");
        connection
                .post(StubTokenVerifier.STRANGER, target + "/complete", "")
                .isRefused(404, "NOT_FOUND", "task not found");
        assertThat(connection.get(StubTokenVerifier.STRANGER, "/api/tasks").body())
                .isEqualTo("[]");
        assertThat(connection.get(StubTokenVerifier.PATIENT, "/api/tasks").status())
                .isEqualTo(403);
    }
}
