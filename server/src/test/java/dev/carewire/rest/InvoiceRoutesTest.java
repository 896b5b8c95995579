package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceRoutesTest extends ClinicTest {

    private final String ada = newPatient("Ada");

    private String unpaid() {
        return created(post("/api/invoices", "{\"patientId\":\"" + ada + "\",\"total\":120.50}"));
    }

    @Test
    void writes() {
        HttpTestClient.Answer answer = post("/api/invoices", "{\"patient\":\"" + ada + "\",\"totalCents\":12050}");

        String document = """
                {"_id":"%s","invoiceNumber":"INV-0001",
                 "patient":{"_id":"%s","firstName":"Ada","lastName":"Poe","patientCode":"P-0001"},
                 "status":"unpaid","total":120.50,"totalPaid":0.00,"outstandingBalance":120.50,
                 "createdAt":"2026-11-20T15:00:00.000Z","updatedAt":"2026-11-20T15:00:00.000Z"}
                """.formatted(answer.id(), ada);
        assertData(answer, 201, document);
        assertData(get("/api/invoices/" + answer.id()), 200, document);
        assertThat(put("/api/invoices/" + answer.id(), document).status()).isEqualTo(200);
    }

    @Test
    void entersPayments() {
        String target = "/api/invoices/" + unpaid();

        HttpTestClient.Answer partial = post(target + "/payments", "{\"amount\":20.5}");
        pass(Duration.ofMinutes(1));
        HttpTestClient.Answer paid = post(target + "/payments", """
                {"amountCents":10000,"paymentDate":"2026-11-19","paymentMethod":"card","payer":"Coastal Health"}
                """);

        assertThat(partial.status()).isEqualTo(201);
        assertThat(partial.data().path("status").textValue()).isEqualTo("partial");
        assertThat(partial.data().path("outstandingBalance").doubleValue()).isEqualTo(100);
        assertThat(paid.data().path("status").textValue()).isEqualTo("paid");
        assertRefused(post(target + "/payments", "{\"amount\":0.01}"), 409, "invoice");
        HttpTestClient.Answer payments = get(target + "/payments");
        assertThat(listed(payments, "paymentDate"))
                .containsExactly("2026-11-20T00:00:00.000Z", "2026-11-19T00:00:00.000Z");
        assertThat(listed(payments, "amount")).containsExactly("20.5", "100.0");
        assertThat(listed(payments, "payer")).containsExactly("", "Coastal Health");
    }

    @Test
    void cancels() {
        String target = "/api/invoices/" + unpaid();

        assertThat(post(target + "/cancel", "").data().path("status").textValue())
                .isEqualTo("cancelled");
        assertRefused(post(target + "/payments", "{\"amount\":1}"), 409, "invoice");
    }

    @Test
    void filtersTheList() {
        String first = unpaid();
        pass(Duration.ofMinutes(1));
        String second = unpaid();
        post("/api/invoices/" + second + "/cancel", "");

        assertThat(listed(get("/api/invoices"), "_id")).containsExactly(second, first);
        assertThat(listed(get("/api/invoices?limit=1"), "_id")).containsExactly(second);
        assertThat(listed(get("/api/invoices?status=unpaid,partial"), "_id")).containsExactly(first);
        assertThat(listed(get("/api/invoices?patientId=" + ada), "_id")).hasSize(2);
        assertThat(listed(get("/api/invoices?visitId=visit-1"), "_id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "total | 0.001",
                "total | 1e400",
                "total | \"1\"",
                "total | -1",
                "total | 0",
                "totalCents | 1.5",
                "totalCents | 99999999999999999999",
                "status | \"refunded\"",
                "patientId | \"somebody\""
            })
    void refusesWhatAFieldCannotBe(String field, String value) {
        assertRefused(put("/api/invoices/" + unpaid(), "{\"" + field + "\":" + value + "}"), 400, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount | 0",
                "amount | -5",
                "amount | {}",
                "amount | 0.999",
                "amount | null",
                "paymentDate | \"2026-11-21\"",
                "paymentMethod | 7"
            })
    void refusesWhatAPaymentCannotBe(String field, String value) {
        String body = field.equals("amount")
                ? "{\"amount\":" + value + "}"
                : "{\"amount\":1,\"" + field + "\":" + value + "}";

        assertRefused(post("/api/invoices/" + unpaid() + "/payments", body), 400, field);
    }

    @Test
    void refusesThoseWhoMayNot() {
        String target = "/api/invoices/" + unpaid();

        connection.get(StubTokenVerifier.STRANGER, target).isRefused(404, "NOT_FOUND", "invoice not found");
        connection
                .get(StubTokenVerifier.STRANGER, target + "/payments")
                .isRefused(404, "NOT_FOUND", "invoice not found");
        assertRefused(connection.put(StubTokenVerifier.STRANGER, target, "{}"), 400, "totalCents");
        connection
                .post(StubTokenVerifier.STRANGER, target + "/payments", "{\"amount\":1}")
                .isRefused(404, "NOT_FOUND", "invoice not found");
        connection
                .post(StubTokenVerifier.NURSE, target + "/payments", "{\"amount\":1}")
                .isRefused(403, "FORBIDDEN", "this role may not handle invoices");
        assertThat(connection.get(StubTokenVerifier.NURSE, target).status()).isEqualTo(200);
        assertThat(connection.get(StubTokenVerifier.PATIENT, "/api/invoices").status())
                .isEqualTo(403);
    }
}
