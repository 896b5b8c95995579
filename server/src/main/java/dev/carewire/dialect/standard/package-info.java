/**
 * The dialect of derm-app's web client on the default Socket.IO path: flat records with ids, ISO times, message threads
 * and presence. Start at {@link dev.carewire.dialect.standard.StandardFamily}.
 */
@NullMarked
package dev.carewire.dialect.standard;

import org.jspecify.annotations.NullMarked;
