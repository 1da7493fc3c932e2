/* The program. Everything is in the library, so that tests can call it too. */
#include "engine/cli/command.h"

int main(int argc, char **argv)
{
        return cli_main(argc, argv);
}
