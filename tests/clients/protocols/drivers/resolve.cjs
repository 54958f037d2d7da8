// Every name leads to this machine, as an entry in DNS would have it.
const dns = require('node:dns')

const everywhere = (_, options, callback) => {
  const answer = callback || options
  if (options.all) answer(null, [{ address: '127.0.0.1', family: 4 }])
  else answer(null, '127.0.0.1', 4)
}
dns.lookup = everywhere
