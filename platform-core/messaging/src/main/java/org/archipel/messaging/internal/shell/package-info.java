/** Commands of the administrator's shell about jobs. */
package org.archipel.messaging.internal.shell;
