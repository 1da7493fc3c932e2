/* stages/SETTINGS.md, from the tables of engine/aws/rds_members.h. */
#include "engine/cli/setting_docs.h"

#include <string.h>

#include "engine/aws/rds_members.h"

static const char intro[] =
        "# What of a database is carried over\n"
        "\n"
        "A snapshot holds data, not settings. `database.restore` reads the settings of the active "
        "database and gives them to the new one: at the restore where RDS takes them there, by a "
        "modification afterwards where it does not. This table accounts for every member of RDS's "
        "`DBInstance` and `DBCluster`; it is printed by `snaplift stages --settings` from the "
        "table that the program itself works by, and a test holds it against botocore's model.\n"
        "\n"
        "- **carried**: the new database has it; the run fails if RDS does not take it on by a "
        "modification, and reports it if the restore alone could have set it.\n"
        "- **lost**: a setting that can't be carried over. When the new database does not have it "
        "anyway, the run's report names it with the reason given here.\n"
        "- **no setting**: who the database is, how it is at the moment, or what the snapshot "
        "brings with it.\n"
        "\n"
        "A cluster's instances are made with `CreateDBInstance`, each with what that takes here of "
        "the instance it stands for.\n";

static const char *fate(const struct rds_member *m)
{
        switch (m->fate) {
        case RDS_CARRIED:
                return "carried";
        case RDS_LOST:
                return "lost";
        case RDS_NO_SETTING:
                break;
        }
        return "no setting";
}

static void add_code(const char *text, struct text *out)
{
        if (text)
                text_addf(out, " `%s` |", text);
        else
                text_add(out, " |");
}

static void add_row(const struct rds_member *m, struct text *out)
{
        text_addf(out, "| `%s", m->path);
        if (m->parts)
                text_addf(out, "` `%s", m->parts);
        text_addf(out, "` | %s |", fate(m));
        add_code(m->fate == RDS_NO_SETTING && !m->create ? NULL : m->key, out);
        add_code(m->restore, out);
        add_code(m->modify, out);
        add_code(m->create, out);
        text_add_char(out, ' ');
        if (m->by)
                text_addf(out, strcmp(m->by, "tags") ? "by `%s`" : "by %s", m->by);
        if (m->why)
                text_addf(out, "%s%s", m->by ? ": " : "", m->why);
        text_add(out, " |\n");
}

static void add_table(const char *shape, const char *restore, const char *modify,
                      const struct rds_member *members, struct text *out)
{
        text_addf(out,
                  "\n## %s\n"
                  "\n"
                  "| member | becomes | setting | %s | %s | CreateDBInstance | |\n"
                  "|---|---|---|---|---|---|---|\n",
                  shape, restore, modify);
        for (const struct rds_member *m = members; m->path; m++)
                add_row(m, out);
}

void setting_docs_markdown(struct text *out)
{
        text_add(out, intro);
        add_table("DBInstance", "RestoreDBInstanceFromDBSnapshot", "ModifyDBInstance",
                  rds_instance_members, out);
        add_table("DBCluster", "RestoreDBClusterFromSnapshot", "ModifyDBCluster",
                  rds_cluster_members, out);
}
