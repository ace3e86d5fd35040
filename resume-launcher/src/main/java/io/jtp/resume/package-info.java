/** The agent in the destination JVM: restores heap and threads and lets them go. */
package io.jtp.resume;
