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

    /** Both events go through the same server in this order, so the first would be there when the second is. */
    @ParameterizedTest
    @ValueSource(strings = {"/socket.io/", "/api/socket/"})
    void eventsStayInTheirTenant(String path) throws Exception {
        try (Witness first = connect("dr-chen", "tenant-1", path);
                Witness second = connect("dr-chen", "tenant-2", path)) {
            String theirs = touchFirstPatient("tenant-2");
            String ours = touchFirstPatient("tenant-1");

            assertThat(patientIn(first.next(), path)).isEqualTo(ours);
            assertThat(patientIn(second.next(), path)).isEqualTo(theirs);
        }
    }

    @Test
    void anotherTenantsRecordAnswersLikeNone() throws Exception {
        String theirs = api("tenant-2").list("/api/patients").getJSONObject(0).getString("_id");
        JSONObject change = new JSONObject().put("phone", "555-0100");

        JSONObject foreign = api("tenant-1").refusedPut("/api/patients/" + theirs, change, 404);
        JSONObject unknown = api("tenant-1").refusedPut("/api/patients/no-such-patient", change, 404);

        assertThat(foreign.toString()).isEqualTo(unknown.toString());
    }

    private static String touchFirstPatient(String tenant) throws Exception {
        Api api = api(tenant);
        String id = api.list("/api/patients").getJSONObject(0).getString("_id");
        return api.put("/api/patients/" + id, new JSONObject().put("phone", "555-0101"))
                .getString("_id");
    }

    private static String patientIn(Witness.Seen seen, String path) throws Exception {
        assertThat(seen.name()).isEqualTo("patient:updated");
        return seen.body().getJSONObject("patient").getString(path.equals("/socket.io/") ? "id" : "_id");
    }

    private static Api api(String tenant) {
        return new Api(SERVER.url(), SERVER.token("desk-1", tenant));
    }

    private static Witness connect(String user, String tenant, String path) throws Exception {
        return Witness.connected(
                SERVER.url(),
                Map.of("token", SERVER.token(user, tenant), "tenantId", tenant),
                path,
                Transports.WEBSOCKET);
    }
}
