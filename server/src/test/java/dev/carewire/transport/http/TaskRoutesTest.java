package dev.carewire.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskRoutesTest extends ClinicTest {

    private final String ada = newPatient("Ada");

    private String task(String assignee) {
        return created(post("/api/tasks", "{\"title\":\"Call the lab\",\"assigneeId\":\"" + assignee + "\"}"));
    }

    @Test
    void writesDown() {
        ApiConnection.Answer answer = post("/api/tasks", """
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title | \"\"",
                "title | 1",
                "description | []",
                "priority | \"sky-high\"",
                "status | \"gone\"",
                "assigneeId | \"u-stranger\"",
                "dueDate | \"soon\""
            })
    void refusesWhatAFieldCannotBe(String field, String value) {
        assertRefused(put("/api/tasks/" + task("u-nurse"), "{\"" + field + "\":" + value + "}"), 400, field);
    }

    @Test
    void refusesThoseWhoMayNot() {
        String target = "/api/tasks/" + task("u-nurse");

        connection.get(KnownTokens.STRANGER, target).isRefused(404, "NOT_FOUND", "task not found");
        connection.put(KnownTokens.STRANGER, target, "{}").isRefused(404, "NOT_FOUND", "task not found");
        connection.post(KnownTokens.STRANGER, target + "/complete", "").isRefused(404, "NOT_FOUND", "task not found");
        assertThat(connection.get(KnownTokens.STRANGER, "/api/tasks").body()).isEqualTo("[]");
        assertThat(connection.get(KnownTokens.PATIENT, "/api/tasks").status()).isEqualTo(403);
    }
}
