/** The settings of jobs and events. */
package org.archipel.messaging.internal;
