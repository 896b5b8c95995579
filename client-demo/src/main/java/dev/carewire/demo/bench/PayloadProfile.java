package dev.carewire.demo.bench;

/** What servers send, and in which form. */
enum PayloadProfile {
    /** Events of about 125 bytes. */
    USUAL("Bench User", ""),
    /** Events of about 2 kB, compressed by {@code permessage-deflate}. Each message stands for itself, whoever sends it. */
    DEFLATED(
            longName(),
            "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n");

    private static final int LONG_BYTES = 1_900;

    private final String userName;
    private final String extensionOffer;

    PayloadProfile(String userName, String offer) {
        this.userName = userName;
        this.extensionOffer = offer;
    }

    /** What each event says of its sender: it decides how long the event is. */
    String userName() {
        return userName;
    }

    /** The line with which clients offer compression; empty if they do not. */
    String extensionOffer() {
        return extensionOffer;
    }

    boolean isDeflated() {
        return this == DEFLATED;
    }

    /** Shrinks as records of a clinic do: the same names of fields with values that differ. */
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
