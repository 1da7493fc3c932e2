$ snaplift graph good.yml
good: Restore and wait.
  source     snapshot.select
    restore  database.restore  after source

$ snaplift graph good.yml --dot
digraph "good" {
        rankdir=LR;
        node [shape=box, style=rounded];
        "source" [label="source\nsnapshot.select"];
        "restore" [label="restore\ndatabase.restore"];
        "source" -> "restore";
}

$ snaplift graph bad.yml >/dev/null 2>&1
? 2
