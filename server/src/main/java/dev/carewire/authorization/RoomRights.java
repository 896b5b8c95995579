package dev.carewire.authorization;

import dev.carewire.record.KeptRecords;

/**
 * The rights to the rooms of records.
 *
 * @param kept the kinds of records that this server keeps; their rooms follow the record
 * @param authorization decides about the rooms of the other kinds
 * @param leases ask again about sessions in those rooms
 */
public record RoomRights(KeptRecords kept, RoomAuthorization authorization, RoomLeases leases) {}
