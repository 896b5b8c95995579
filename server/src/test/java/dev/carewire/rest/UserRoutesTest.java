package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import org.junit.jupiter.api.Test;

class UserRoutesTest extends ClinicTest {

    private static final String CY = """
            {"name":"Cy Ann North","email":"cy@clinic.example","roles":["doctor","ADMIN"],"specialization":"Surgery"}
            """;

    @Test
    void listsWhoWorksInTheClinic() {
        assertThat(get("/api/users").json()).isEqualTo(HttpTestClient.json("""
                [{"_id":"u-doctor","firstName":"Dana","lastName":"North","name":"Dana North",
                  "email":"u-doctor@clinic.example","role":"doctor","roles":["doctor"],
                  "specialization":"Dermatology","entered":true},
                 {"_id":"u-nurse","firstName":"Nia","lastName":"North","name":"Nia North",
                  "email":"u-nurse@clinic.example","role":"nurse","roles":["nurse"],"entered":true}]
                """));
    }

    @Test
    void showsEachClinicItsOwnPeople() {
        assertThat(listed(connection.get(StubTokenVerifier.STRANGER, "/api/users"), "_id"))
                .containsExactly("u-stranger");
        assertThat(connection
                        .get(StubTokenVerifier.STRANGER, "/api/users/u-nurse")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusesThoseWhoDoNotWorkHere() {
        assertThat(connection.get(StubTokenVerifier.PATIENT, "/api/users").status())
                .isEqualTo(403);
        assertThat(connection
                        .get(StubTokenVerifier.PATIENT, "/api/users/u-nurse")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void entersChangesAndRemovesAUser() {
        HttpTestClient.Answer entered = connection.put(StubTokenVerifier.ADMIN, "/api/users/u-cy", CY);
        assertThat(entered.status()).isEqualTo(201);
        assertThat(entered.data()).isEqualTo(HttpTestClient.json("""
                {"_id":"u-cy","firstName":"Cy Ann","lastName":"North","name":"Cy Ann North",
                 "email":"cy@clinic.example","role":"admin","roles":["admin","doctor"],
                 "specialization":"Surgery","entered":true}
                """));

        HttpTestClient.Answer changed =
                connection.put(StubTokenVerifier.SERVICE, "/api/users/u-cy", "{\"lastName\":\"South\",\"email\":\"\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.data().path("name").textValue()).isEqualTo("Cy Ann South");
        assertThat(changed.data().has("email")).isFalse();
        assertThat(get("/api/users/u-cy").data()).isEqualTo(changed.data());

        assertThat(connection.delete(StubTokenVerifier.ADMIN, "/api/users/u-cy").status())
                .isEqualTo(200);
        connection.delete(StubTokenVerifier.ADMIN, "/api/users/u-cy").isRefused(404, "NOT_FOUND", "user not found");
    }

    @Test
    void anUnchangedDocumentOfTheListMayBePutBack() {
        String document = get("/api/users/u-nurse").data().toString();
        HttpTestClient.Answer same = connection.put(StubTokenVerifier.ADMIN, "/api/users/u-nurse", document);
        assertThat(same.data()).isEqualTo(HttpTestClient.json(document));
        assertThat(connection
                        .put(StubTokenVerifier.ADMIN, "/api/users", "[" + document + "]")
                        .data())
                .isEqualTo(HttpTestClient.json("{\"added\":0,\"replaced\":1}"));
    }

    @Test
    void onlyAdministratorsAndBackEndsChangeTheDirectory() {
        for (String token : new String[] {StubTokenVerifier.NURSE, StubTokenVerifier.PATIENT}) {
            assertThat(connection.put(token, "/api/users/u-cy", CY).status()).isEqualTo(403);
            assertThat(connection.put(token, "/api/users", "[]").status()).isEqualTo(403);
            assertThat(connection.delete(token, "/api/users/u-nurse").status()).isEqualTo(403);
        }
    }

    @Test
    void namesEveryFaultOfAListAndStoresNothing() {
        HttpTestClient.Answer refused = connection.put(StubTokenVerifier.ADMIN, "/api/users", """
                [{"id":"u-1","name":"Una","role":"nurse"}, {"name":"Nobody","role":"nurse"}, 7,
                 {"id":"u-2","name":"Dee","role":"wizard"}, {"id":"u-1","name":"Una","role":"nurse"}]
                """);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json()).isEqualTo(HttpTestClient.json("""
                {"success":false,"error":"4 users are invalid, so none was stored","code":"INVALID","faults":[
                 {"index":1,"error":"id is required"},
                 {"index":2,"error":"wrong type (expected: a JSON object)"},
                 {"index":3,"error":"role: unknown (expected: one that tokens name)"},
                 {"index":4,"error":"id names the same person as an earlier entry"}]}
                """));
        assertThat(get("/api/users").json()).hasSize(2);
        assertThat(connection.put(StubTokenVerifier.ADMIN, "/api/users", "{}").status())
                .isEqualTo(400);
    }

    @Test
    void aBackEndEntersAWholeClinicInOneCall() {
        HttpTestClient.Answer entered = connection.put(StubTokenVerifier.SERVICE, "/api/users", """
                [{"id":"u-1","name":"Una North","role":"nurse"}, {"_id":2,"firstName":"Dee","lastName":"North","roles":["billing"]}]
                """);
        assertThat(entered.data()).isEqualTo(HttpTestClient.json("{\"added\":2,\"replaced\":0}"));
        assertThat(listed(get("/api/users"), "_id")).containsExactly("u-doctor", "2", "u-nurse", "u-1");
    }
}
