# Where the stand-in may listen, and what it is given.
$ snaplift standin --listen 0.0.0.0:0
! snaplift: 0.0.0.0 can be reached from other machines, and the stand-in is not made to be
!   next: listen on 127.0.0.1, or add --allow-remote if you mean it
? 5

$ snaplift standin --listen 127.0.0.1
! snaplift: --listen 127.0.0.1 is not HOST:PORT
!   next: e.g. --listen 127.0.0.1:4566; port 0 takes a free one
? 2

$ snaplift standin --listen 127.0.0.1:99999
! snaplift: --listen 127.0.0.1:99999 is not HOST:PORT
!   next: e.g. --listen 127.0.0.1:4566; port 0 takes a free one
? 2

$ snaplift standin --listen example.org:80
! snaplift: --listen example.org:80: "example.org" is not an IPv4 address
!   next: e.g. --listen 127.0.0.1:4566
? 2

$ snaplift standin --seed missing.json
! snaplift: can't read the seed file missing.json: No such file or directory
!   next: give --seed a JSON file
? 2

$ echo '{"a": ' > seed.json; snaplift standin --listen 127.0.0.1:0 --seed seed.json
! snaplift: seed file seed.json: not JSON: unexpected end of data at offset 7
? 2

$ echo '[]' > seed.json; snaplift standin --listen 127.0.0.1:0 --seed seed.json
! snaplift: seed file seed.json is not a JSON object
!   next: engine/standin/README.md tells what is in one
? 2

$ bash standin.sh
listening 127.0.0.1
200
snaplift: can't listen on 127.0.0.1 port PORT: Address already in use
=> 0
