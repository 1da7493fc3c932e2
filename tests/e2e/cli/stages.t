# The stage types, and the documents made of them: a change of a descriptor is to be followed by
# snaplift stages --markdown >stages/README.md and snaplift stages --schema >pipelines/schema.json
$ snaplift stages | grep ^database.restore
database.restore      restore a snapshot as the stack's candidate database

$ snaplift stages snapshot.selct
! snaplift: there is no stage type "snapshot.selct"
!   next: did you mean snapshot.select? All of them: snaplift stages
? 2

$ snaplift stages zzz
! snaplift: there is no stage type "zzz"
!   next: all of them: snaplift stages
? 2

$ snaplift stages snapshot.select | head -6
snapshot.select - choose the snapshot to lift: the latest available one of a source

The latest is the one whose initial snapshot (`OriginalSnapshotCreateTime`, else `SnapshotCreateTime`) is the youngest; ties go to the greater identifier. Give one of `snapshot`, `source` and `stack`.

The database may be a DB instance or an Aurora cluster; a Multi-AZ DB cluster is refused. A cluster's snapshots have no `OriginalSnapshotCreateTime`: a copy that `snapshot.copy` did not make has the time it was made at.

$ snaplift stages --markdown --schema
! snaplift: TYPE, --markdown, --schema and --settings exclude each other
!   next: give one of them
? 2

$ snaplift stages --markdown | cmp - $ROOT/stages/README.md


$ snaplift stages --schema | cmp - $ROOT/pipelines/schema.json


$ snaplift stages --schema | sed -n 1,2p
{
  "type": "object",
