/** Addresses and ranges of them. */
package org.archipel.integrations.internal.net;
