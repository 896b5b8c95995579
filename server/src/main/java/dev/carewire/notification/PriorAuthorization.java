package dev.carewire.notification;

/**
 * A request to an insurer to authorize a treatment in advance.
 *
 * @param status its state, in the clinic's terms
 */
public record PriorAuthorization(String id, String patientName, String status) {

    /** Shows the id only: the rest is patient data. */
    @Override
    public String toString() {
        return "PriorAuthorization[" + id + "]";
    }
}
