/*
 * The pipeline that `snaplift sweep` runs for each stack: journalled, under the stack's lock, gone
 * on with when it was cut off. pipelines/sweep.yml has the same.
 */
#ifndef SNAPLIFT_STAGES_SWEEP_FILE_H
#define SNAPLIFT_STAGES_SWEEP_FILE_H

extern const char sweep_file[];

#endif
