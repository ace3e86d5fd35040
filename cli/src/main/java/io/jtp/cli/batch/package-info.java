/**
 * Many moves: the plan, its journal, and the processes that move one program each. Knows nothing of how a program is moved: that is what
 * {@code jtp attach} does.
 */
package io.jtp.cli.batch;
