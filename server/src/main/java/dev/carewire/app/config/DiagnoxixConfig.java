package dev.carewire.app.config;

import dev.carewire.transport.session.ConnectLimits;

/**
 * How the clients of Diagnoxix are let in.
 *
 * @param trustUserId whether they may say without a token who they are
 * @param requests how many of its HTTP requests one address may send
 */
public record DiagnoxixConfig(boolean trustUserId, ConnectLimits requests) {}
