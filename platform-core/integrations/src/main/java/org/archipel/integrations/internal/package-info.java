/** Shared parts of the integrations bundle. */
package org.archipel.integrations.internal;
