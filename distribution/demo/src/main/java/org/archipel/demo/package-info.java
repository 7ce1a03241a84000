/** The demonstration: the platform's main job, step by step, with its figures. */
package org.archipel.demo;
