package dev.carewire.notification;

import dev.carewire.identity.TenantId;

/** A user of any clinic. */
public record UserKey(TenantId tenant, String userId) {}
