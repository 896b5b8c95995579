package dev.carewire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carewire.event.BillingEvents.PaymentPosted;
import dev.carewire.event.BiopsyEvents.BiopsyResultReceived;
import dev.carewire.event.ClaimEvents.ClaimPaid;
import dev.carewire.event.EncounterEvents.EncounterSigned;
import dev.carewire.event.PatientEvents.BalanceChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadChecksTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " \t", "two\nlines", "\u0000", "half \ud83d", " blanks around", "zero\u200bwidth"})
    void refusesIdsThatCannotBe(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncounterSigned(id, "dr-chen"))
                .withMessageStartingWith("encounterId: ")
                .withMessageContaining("(expected: ");
    }

    @Test
    void boundsTexts() {
        assertThat(PayloadChecks.id("x", "i".repeat(320))).hasSize(320);
        assertThat(PayloadChecks.line("x", "l".repeat(200))).hasSize(200);
        assertThat(PayloadChecks.prose("x", "p\n\t".repeat(1_333))).hasSize(3_999);
        refused("x: 321 characters (expected: 1 to 320)", () -> PayloadChecks.id("x", "i".repeat(321)));
        refused("x: 201 characters (expected: 1 to 200)", () -> PayloadChecks.line("x", "l".repeat(201)));
        refused("x: 4001 characters (expected: 1 to 4000)", () -> PayloadChecks.prose("x", "p".repeat(4_001)));
    }

    @Test
    void neverRepeatsFreeText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BiopsyResultReceived("bio-1", "pat-1", "Melanoma\u0007"))
                .withMessage("diagnosis: control characters or halves of characters (expected: text)");
    }

    @Test
    void asksForWhatIsMissing() {
        refused("moment: missing (expected: a value)", () -> PayloadChecks.required("moment", missing()));
        refused(
                "x: missing (expected: a value)",
                () -> PayloadChecks.moment("x", PayloadChecksTest.<Instant>missing()));
        refused("x: missing (expected: a value)", () -> PayloadChecks.day("x", PayloadChecksTest.<LocalDate>missing()));
        refused("x: missing (expected: a value)", () -> PayloadChecks.id("x", PayloadChecksTest.<String>missing()));
    }

    @Test
    void boundsMoneyInCents() {
        assertThat(new ClaimPaid("claim-1", 0).amountCents()).isZero();
        assertThat(new BalanceChanged("pat-1", -100_000_000_000L, 100_000_000_000L).oldBalanceCents())
                .isEqualTo(-100_000_000_000L);
        refused("amountCents: -1 (expected: 0..100000000000)", () -> new ClaimPaid("claim-1", -1));
        refused("amountCents: 0 (expected: 1..100000000000)", () -> new PaymentPosted("pay-1", "pat-1", 0));
        refused(
                "newBalanceCents: 100000000001 (expected: -100000000000..100000000000)",
                () -> new BalanceChanged("pat-1", 0, 100_000_000_001L));
    }

    @Test
    void boundsTimesAndCutsThemToMilliseconds() {
        assertThat(PayloadChecks.moment("x", Instant.parse("2026-11-20T15:00:00.123456Z")))
                .isEqualTo(Instant.parse("2026-11-20T15:00:00.123Z"));
        assertThat(PayloadChecks.moment("x", Optional.<Instant>empty())).isEmpty();
        refused(
                "x: out of range (expected: between 1900 and 2200)",
                () -> PayloadChecks.moment("x", Instant.parse("2200-01-01T00:00:00Z")));
        refused(
                "x: out of range (expected: between 1900 and 2200)",
                () -> PayloadChecks.day("x", Optional.of(LocalDate.of(1899, 12, 31))));
    }

    @Test
    void wordsAreNamesInLowerCase() {
        assertThat(BiopsyStatus.RECEIVED_BY_LAB.wireName()).isEqualTo("received_by_lab");
        assertThat(ClaimStatus.PAID.wireName()).isEqualTo("paid");
    }

    /** The value that a JSON reader passes for a missing field. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T missing() {
        return null;
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
