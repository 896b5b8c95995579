package dev.carewire.assistant;

import java.util.Optional;

/** The outcome of a question, with the system's notice to the thread. */
enum AnswerOutcome {
    ANSWERED(true, ""),
    CUT(true, "The assistant's answer was cut off: it was too long."),
    NOT_CONFIGURED(false, "The assistant is not configured on this server. Nobody answers this question."),
    TIMED_OUT(false, "The assistant took too long. There is no answer to this question."),
    UNREACHABLE(false, "The assistant could not be reached. There is no answer to this question."),
    REFUSED(false, "The assistant refused the question. There is no answer to it."),
    BROKEN(false, "The connection to the assistant broke off. What it had begun to say was withdrawn."),
    GARBAGE(false, "The assistant could not be understood. There is no answer to this question."),
    EMPTY(false, "The assistant had nothing to say. There is no answer to this question."),
    STOPPED(false, "The assistant was stopped. What it had begun to say was withdrawn."),
    INTERRUPTED(false, "The assistant was interrupted because the server stops. Please ask again.");

    private final boolean kept;
    private final String systemNotice;

    AnswerOutcome(boolean kept, String systemNotice) {
        this.kept = kept;
        this.systemNotice = systemNotice;
    }

    static AnswerOutcome of(LanguageModel.FinishReason ending) {
        return switch (ending) {
            case WHOLE -> ANSWERED;
            case CUT -> CUT;
            case UNREACHABLE -> UNREACHABLE;
            case REFUSED -> REFUSED;
            case BROKEN -> BROKEN;
            case GARBAGE -> GARBAGE;
        };
    }

    /** Whether the generated text becomes a message; a truncated statement about a patient's health must not. */
    boolean isKept() {
        return kept;
    }

    /** The text of the system's notice; empty for none. */
    Optional<String> systemNotice() {
        return systemNotice.isEmpty() ? Optional.empty() : Optional.of(systemNotice);
    }
}
