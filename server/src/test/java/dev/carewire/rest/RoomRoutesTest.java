package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import org.junit.jupiter.api.Test;

class RoomRoutesTest extends ClinicTest {

    private static final String ROOM = "{\"name\":\"Treatment\",\"roomNumber\":\"101\"}";

    @Test
    void addsChangesListsAndRemovesRooms() {
        assertData(
                connection.put(StubTokenVerifier.ADMIN, "/api/rooms/r-1", ROOM),
                201,
                "{\"_id\":\"r-1\",\"name\":\"Treatment\",\"roomNumber\":\"101\"}");
        assertData(
                connection.put(StubTokenVerifier.SERVICE, "/api/rooms/r-1", "{\"name\":\"Laser\"}"),
                200,
                "{\"_id\":\"r-1\",\"name\":\"Laser\",\"roomNumber\":\"101\"}");
        assertThat(get("/api/rooms").json()).isEqualTo(HttpTestClient.json("""
                [{"_id":"r-1","name":"Laser","roomNumber":"101"},{"_id":"r-2","name":"Room two","roomNumber":"2"}]
                """));
        assertThat(connection.get(StubTokenVerifier.STRANGER, "/api/rooms").json())
                .isEmpty();

        assertThat(connection.delete(StubTokenVerifier.ADMIN, "/api/rooms/r-1").status())
                .isEqualTo(200);
        assertThat(get("/api/rooms/r-1").status()).isEqualTo(404);
        connection.delete(StubTokenVerifier.ADMIN, "/api/rooms/r-1").isRefused(404, "NOT_FOUND", "room not found");
    }

    @Test
    void onlyAdministratorsAndBackEndsChangeRooms() {
        assertRefused(put("/api/rooms/r-1", ROOM), 403, "only administrators");
        assertRefused(delete("/api/rooms/r-2"), 403, "only administrators");
        assertThat(connection.get(StubTokenVerifier.PATIENT, "/api/rooms").status())
                .isEqualTo(403);
        assertThat(connection.get(StubTokenVerifier.PATIENT, "/api/rooms/r-2").status())
                .isEqualTo(403);
        assertThat(connection.delete(StubTokenVerifier.ADMIN, "/api/rooms/r-3").status())
                .isEqualTo(404);
    }

    @Test
    void namesTheFieldOfABadRoom() {
        assertRefused(connection.put(StubTokenVerifier.ADMIN, "/api/rooms/r-1", "{\"name\":\"X\"}"), 400, "roomNumber");
        assertRefused(connection.put(StubTokenVerifier.ADMIN, "/api/rooms/r-1", "{\"roomNumber\":\"1\"}"), 400, "name");
        assertRefused(
                connection.put(
                        StubTokenVerifier.ADMIN,
                        "/api/rooms/r-1",
                        "{\"name\":\"X\",\"roomNumber\":\"" + "1".repeat(33) + "\"}"),
                400,
                "roomNumber");
    }

    @Test
    void keepsARoomWhileAPatientOfTheQueueIsCalledToIt() {
        String patient = newPatient("Edgar");
        String entry = created(post("/api/queue", "{\"patient\":\"" + patient + "\",\"room\":\"r-2\"}"));

        assertRefused(connection.delete(StubTokenVerifier.ADMIN, "/api/rooms/r-2"), 409, "room is in use");

        assertThat(put("/api/queue/" + entry, "{\"status\":\"cancelled\"}").status())
                .isEqualTo(200);
        assertThat(connection.delete(StubTokenVerifier.ADMIN, "/api/rooms/r-2").status())
                .isEqualTo(200);
        assertThat(get("/api/queue/" + entry).data().path("room")).isEqualTo(HttpTestClient.json("{\"_id\":\"r-2\"}"));
    }
}
