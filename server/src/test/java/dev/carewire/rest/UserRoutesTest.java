package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import org.junit.jupiter.api.Test;

class UserRoutesTest extends ClinicTest {

    @Test
    void listsWhoWorksInTheClinic() {
        assertThat(get("/api/users").json()).isEqualTo(HttpTestClient.json("""
                [{"_id":"u-doctor","firstName":"Dana","lastName":"North","name":"Dana North",
                  "email":"u-doctor@clinic.example","role":"doctor","specialization":"Dermatology"},
                 {"_id":"u-nurse","firstName":"Nia","lastName":"North","name":"Nia North",
                  "email":"u-nurse@clinic.example","role":"nurse"}]
                """));
    }

    @Test
    void showsEachClinicItsOwnPeople() {
        assertThat(listed(connection.get(StubTokenVerifier.STRANGER, "/api/users"), "_id"))
                .containsExactly("u-stranger");
    }

    @Test
    void refusesThoseWhoDoNotWorkHere() {
        assertThat(connection.get(StubTokenVerifier.PATIENT, "/api/users").status())
                .isEqualTo(403);
    }
}
