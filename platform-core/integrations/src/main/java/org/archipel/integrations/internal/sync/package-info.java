/** The sync engine: pages of a remote system become hub records, checkpoint by checkpoint. */
package org.archipel.integrations.internal.sync;
