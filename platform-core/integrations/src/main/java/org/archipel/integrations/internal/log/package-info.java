/** The log of each integration, without secrets. */
package org.archipel.integrations.internal.log;
