package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.app.wiring.WiredFeatures;
import dev.carewire.http.Router;
import dev.carewire.identity.TenantId;
import dev.carewire.rate.RequestLimits;
import dev.carewire.transport.http.BearerAuthentication;
import dev.carewire.transport.http.HttpApi;
import dev.carewire.transport.http.HttpTestClient;
import dev.carewire.transport.http.RequestRates;
import dev.carewire.transport.netty.OriginPolicy;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/** One of several clinics of a server, in a time zone of its own, as its doctor sees it. */
final class ZonedClinic implements AutoCloseable {

    final TenantId tenant = new TenantId("zoned-" + UUID.randomUUID());
    private final HttpTestClient connection;

    ZonedClinic(WiredFeatures server, String zone) {
        OriginPolicy origins = new OriginPolicy(Set.of());
        connection = new HttpTestClient(new HttpApi(
                new Router(server.routes().toList()),
                new BearerAuthentication(new StubTokenVerifier(tenant, new TenantId("other")), origins),
                origins,
                server.client().clinics(),
                new RequestRates(RequestLimits.NONE, Clock.systemUTC()),
                Runnable::run));
        moveTo(zone);
    }

    /** Changes the clinic's time zone. */
    void moveTo(String zone) {
        assertThat(connection
                        .put(StubTokenVerifier.ADMIN, "/api/clinic", "{\"timeZone\":\"" + zone + "\"}")
                        .status())
                .isEqualTo(200);
    }

    HttpTestClient.Answer get(String target) {
        return connection.get(StubTokenVerifier.DOCTOR, target);
    }

    HttpTestClient.Answer post(String target, String body) {
        return connection.post(StubTokenVerifier.DOCTOR, target, body);
    }

    HttpTestClient.Answer put(String target, String body) {
        return connection.put(StubTokenVerifier.DOCTOR, target, body);
    }

    /** Publishes an event in the name of the clinic's back end. */
    HttpTestClient.Answer emit(String body) {
        return connection.post(StubTokenVerifier.SERVICE, "/api/v1/emit", body);
    }

    String newPatient() {
        return ClinicTest.created(post("/api/patients", "{\"firstName\":\"Ada\",\"lastName\":\"Poe\"}"));
    }

    /** Creates an appointment of five minutes and returns the id. */
    String newAppointment(String patient, String time) {
        return ClinicTest.created(post(
                "/api/appointments",
                "{\"patientId\":\"" + patient + "\",\"doctorId\":\"u-" + UUID.randomUUID() + "\",\"duration\":5," + time
                        + "}"));
    }

    @Override
    public void close() {
        connection.close();
    }
}
