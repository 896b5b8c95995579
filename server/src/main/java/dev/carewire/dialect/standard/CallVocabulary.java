package dev.carewire.dialect.standard;

import static dev.carewire.event.CallEvents.CALL_ANSWERED;
import static dev.carewire.event.CallEvents.CALL_ENDED;
import static dev.carewire.event.CallEvents.CALL_OFFERED;
import static dev.carewire.event.CallEvents.CALL_TAKEN;
import static dev.carewire.event.CallEvents.CANDIDATE_FOUND;

import dev.carewire.event.CallEvents.CallEnded.Reason;
import dev.carewire.event.CallEvents.CandidateFound;
import dev.carewire.json.JsonObject;

/** The names for call events, which are the same as those of the clients' commands. */
final class CallVocabulary {

    private CallVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(CALL_OFFERED)
                .timestamped(
                        "call:offer",
                        offered -> new JsonObject()
                                .put("callId", offered.callId())
                                .put("threadId", offered.threadId())
                                .put("from", offered.from())
                                .put("fromName", offered.fromName())
                                .put("sdp", offered.sdp()));
        rows.event(CALL_ANSWERED)
                .timestamped(
                        "call:answer",
                        answered -> new JsonObject()
                                .put("callId", answered.callId())
                                .put("from", answered.from())
                                .put("sdp", answered.sdp()));
        rows.event(CALL_TAKEN)
                .timestamped("call:answered-elsewhere", taken -> new JsonObject().put("callId", taken.callId()));
        rows.event(CANDIDATE_FOUND).timestamped("call:candidate", CallVocabulary::candidate);
        rows.event(CALL_ENDED)
                .timestamped(
                        "call:hangup",
                        ended -> new JsonObject()
                                .put("callId", ended.callId())
                                .put("endedBy", ended.endedBy())
                                .put("reason", reason(ended.reason())));
    }

    private static JsonObject candidate(CandidateFound found) {
        return new JsonObject()
                .put("callId", found.callId())
                .put("from", found.from())
                .put(
                        "candidate",
                        new JsonObject()
                                .put("candidate", found.candidate())
                                .put("sdpMid", found.sdpMid())
                                .put("sdpMLineIndex", found.sdpMLineIndex())
                                .put("usernameFragment", found.usernameFragment()));
    }

    private static String reason(Reason reason) {
        return switch (reason) {
            case HUNG_UP -> "hung-up";
            case UNANSWERED -> "unanswered";
            case CONNECTION_LOST -> "connection-lost";
        };
    }
}
