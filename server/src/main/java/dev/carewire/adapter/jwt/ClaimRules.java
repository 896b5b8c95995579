package dev.carewire.adapter.jwt;

import dev.carewire.identity.TenantId;
import java.util.Objects;

/**
 * The meaning of claims that some of the supported systems omit or use differently. Some have one clinic only, others
 * staff only.
 *
 * @param defaultTenant the clinic of a token that names none
 * @param missingRole the meaning of a token that names its clinic but no role
 * @param diagnosticId the meaning of the claim {@code diagnostic_id}
 */
public record ClaimRules(TenantId defaultTenant, MissingRole missingRole, DiagnosticId diagnosticId) {

    /** The meaning of a missing role. A token that names neither role nor clinic has no rights in either case. */
    public enum MissingRole {
        /** The system decides to whose endpoint the token is presented. */
        UNSPECIFIED,
        /** The bearer has no rights. */
        NONE
    }

    /** The meaning of the diagnostic center that the tokens of Diagnoxix's staff name, while those of patients name none. */
    public enum DiagnosticId {
        /** Each center is a clinic of its own. */
        TENANT,
        /** All centers and their patients are one clinic, the default one. */
        IGNORED
    }

    public ClaimRules {
        Objects.requireNonNull(defaultTenant, "defaultTenant");
        Objects.requireNonNull(missingRole, "missingRole");
        Objects.requireNonNull(diagnosticId, "diagnosticId");
    }
}
