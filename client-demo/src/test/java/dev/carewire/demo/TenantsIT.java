package dev.carewire.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TenantsIT {

    @RegisterExtension
    static final DemoServer SERVER = new DemoServer();

    /** Both events pass through the same server in this order, so the first would have arrived before the second. */
    @ParameterizedTest
    @ValueSource(strings = {"/socket.io/", "/api/socket/"})
    void eventsStayInTheirTenant(String path) throws Exception {
        String ours = newPatient("tenant-1");
        String theirs = newPatient("tenant-2");
        try (Witness first = connect("tenant-1", path);
                Witness second = connect("tenant-2", path)) {
            JSONObject change = new JSONObject().put("phone", "555-0101");
            api("tenant-2").put("/api/patients/" + theirs, change);
            api("tenant-1").put("/api/patients/" + ours, change);

            assertThat(patientIn(first.next(), path)).isEqualTo(ours);
            assertThat(patientIn(second.next(), path)).isEqualTo(theirs);
        }
    }

    @Test
    void anotherTenantsRecordAnswersLikeNone() throws Exception {
        String theirs = newPatient("tenant-2");
        JSONObject change = new JSONObject().put("phone", "555-0100");

        // PUT on an unknown id creates a record, if it has all required fields.
        JSONObject foreign = api("tenant-1").refusedPut("/api/patients/" + theirs, change, 400);
        JSONObject unknown = api("tenant-1").refusedPut("/api/patients/no-such-patient", change, 400);

        assertThat(foreign.toString()).isEqualTo(unknown.toString());
    }

    /** The sample data has the same ids in both tenants; new records have unique ones. */
    private static String newPatient(String tenant) throws Exception {
        JSONObject names = new JSONObject().put("firstName", "Pat").put("lastName", "Ient");
        return api(tenant).post("/api/patients", names).getString("_id");
    }

    private static String patientIn(Witness.Seen seen, String path) throws Exception {
        assertThat(seen.name()).isEqualTo("patient:updated");
        return seen.body().getJSONObject("patient").getString(path.equals("/socket.io/") ? "id" : "_id");
    }

    private static Api api(String tenant) {
        return new Api(SERVER.url(), SERVER.token("desk-1", tenant));
    }

    private static Witness connect(String tenant, String path) throws Exception {
        return Witness.connected(
                SERVER.url(),
                Map.of("token", SERVER.token("dr-chen", tenant), "tenantId", tenant),
                path,
                Transports.WEBSOCKET);
    }
}
