// Its address is a constant, so what it sends is sent on to ours.
const { createRequire } = require('node:module')
const path = require('node:path')
const Perspective = require('perspective-api-client')

const within = createRequire(path.join(path.dirname(require.resolve('perspective-api-client')), 'x'))
const axios = within('axios')
const { PORT, KEY, HAM, SPAM } = process.env
axios.interceptors.request.use(config => ({
  ...config, timeout: 1000, url: config.url.replace('https://commentanalyzer.googleapis.com', `http://127.0.0.1:${PORT}`)
}))

const value = found => found.attributeScores.SPAM.summaryScore.value

async function refused (work) {
  try {
    await work
    return ''
  } catch (error) {
    return error.message
  }
}

async function main () {
  const client = new Perspective({ apiKey: KEY })
  const asked = { attributes: ['spam'] }
  console.log(JSON.stringify({
    wrong: await refused(new Perspective({ apiKey: 'salah' }).analyze(HAM, asked)),
    ham: value(await client.analyze(HAM, asked)),
    spam: value(await client.analyze(SPAM, asked)),
    unserved: await refused(client.analyze(HAM, { attributes: ['TOXICITY'] })),
    languages: (await client.analyze({ comment: { text: HAM }, languages: ['en'] }, asked)).detectedLanguages
  }))
}

main()
