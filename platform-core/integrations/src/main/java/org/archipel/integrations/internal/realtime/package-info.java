/** Syncs that begin when something changes. */
package org.archipel.integrations.internal.realtime;
