/** How much is logged, changed while the platform runs. */
package org.archipel.security.internal.logging;
