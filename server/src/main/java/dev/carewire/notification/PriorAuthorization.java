package dev.carewire.notification;

/**
 * What an insurance was asked to pay for, beforehand.
 *
 * @param status how far that has come, in the words of the clinic
 */
public record PriorAuthorization(String id, String patientName, String status) {

    /** The id alone: the rest is a patient's. */
    @Override
    public String toString() {
        return "PriorAuthorization[" + id + "]";
    }
}
