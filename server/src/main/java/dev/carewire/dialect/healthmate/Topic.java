package dev.carewire.dialect.healthmate;

/** What can be followed, and the names that clients have for it. */
enum Topic {
    HEALTH("health_updates", "health_data"),
    CHAT("chat", "chat"),
    NOTIFICATIONS("notifications", "notifications"),
    /** Measured values of a patient of the clinic, for those who treat them. */
    PATIENT("patient_data", "patient_data");

    private final String topicName;
    private final String prefix;

    Topic(String whole, String prefix) {
        this.topicName = whole;
        this.prefix = prefix;
    }

    /** The name of everything there is of it. */
    String topicName() {
        return topicName;
    }

    /** What a part's name begins with; rights are granted by this word, too. */
    String prefix() {
        return prefix;
    }
}
