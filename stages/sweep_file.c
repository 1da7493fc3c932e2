#include "stages/sweep_file.h"

const char sweep_file[] = "pipeline: sweep\n"
                          "description: Retire what was kept and is due.\n"
                          "inputs:\n"
                          "  now:        { type: flag, default: false }\n"
                          "  unfinished: { type: list }\n"
                          "stages:\n"
                          "  sweep:\n"
                          "    uses: database.sweep\n"
                          "    with:\n"
                          "      now: \"${{ inputs.now }}\"\n"
                          "      unfinished: \"${{ inputs.unfinished }}\"\n";
