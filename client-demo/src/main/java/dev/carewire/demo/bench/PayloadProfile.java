package dev.carewire.demo.bench;

/** The size and form of the messages that servers send. */
enum PayloadProfile {
    /** Events of about 125 bytes. */
    USUAL("Bench User", ""),
    /** Events of about 2 kB, compressed by {@code permessage-deflate}, each message independently. */
    DEFLATED(
            longName(),
            "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n");

    private static final int LONG_BYTES = 1_900;

    private final String userName;
    private final String extensionOffer;

    PayloadProfile(String userName, String extensionOffer) {
        this.userName = userName;
        this.extensionOffer = extensionOffer;
    }

    /** The sender's name in each event, which determines the event's size. */
    String userName() {
        return userName;
    }

    /** The header line that offers compression; empty for none. */
    String extensionOffer() {
        return extensionOffer;
    }

    boolean isDeflated() {
        return this == DEFLATED;
    }

    /** Compresses like records of a clinic: the same field names with different values. */
    private static String longName() {
        StringBuilder name = new StringBuilder();
        for (int visit = 1; name.length() < LONG_BYTES; visit++) {
            name.append("visitId: ")
                    .append(Integer.toHexString(visit * 0x9e3779b9))
                    .append(", doctorId: ")
                    .append(Integer.toHexString(visit * 0x85ebca6b))
                    .append(", status: ")
                    .append(visit % 3 == 0 ? "in-progress" : "completed")
                    .append(", durationMinutes: ")
                    .append(visit * 7 % 60)
                    .append("; ");
        }
        return name.toString();
    }
}
